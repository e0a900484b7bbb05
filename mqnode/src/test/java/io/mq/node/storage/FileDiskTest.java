package io.mq.node.storage;

import static io.mq.node.storage.StorageFixture.N1;
import static io.mq.node.storage.StorageFixture.append;
import static io.mq.node.storage.StorageFixture.describe;
import static io.mq.node.storage.StorageFixture.entries;
import static io.mq.node.storage.StorageFixture.entry;
import static io.mq.node.storage.StorageFixture.hardState;
import static io.mq.node.storage.StorageFixture.utf8;
import static io.mq.node.storage.StorageFixture.vote;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mq.node.raft.Output;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real directory, and the log on it. */
final class FileDiskTest {

  @TempDir Path directory;

  @Test
  void givenADirectoryInUse_whenOpenedAgain_thenASentenceSaysSo() throws IOException {
    Path data = directory.resolve("a/b");
    FileDisk disk = FileDisk.open(data);
    DirectoryLockedException locked =
        assertThrows(DirectoryLockedException.class, () -> FileDisk.open(data));
    assertEquals(
        "the data directory "
            + data
            + " is in use by another process; stop that one or choose another directory",
        locked.getMessage());
    disk.close();
    FileDisk.open(data).close();
  }

  @Test
  void givenADirectoryInUse_whenAnotherProcessOpensIt_thenItIsRefused() throws Exception {
    try (FileDisk disk = FileDisk.open(directory)) {
      assertEquals(List.of(), disk.list());
      assertEquals(7, runLocker());
    }
    assertEquals(0, runLocker());
  }

  private int runLocker() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Locker.class.getName(),
                directory.toString())
            .inheritIO()
            .start();
    try {
      assertEquals(true, process.waitFor(60, TimeUnit.SECONDS));
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  /** The other process. */
  static final class Locker {
    private Locker() {}

    public static void main(String[] args) throws IOException {
      try (FileDisk disk = FileDisk.open(Path.of(args[0]))) {
        disk.forceDirectory();
      } catch (DirectoryLockedException e) {
        System.exit(7);
      }
    }
  }

  @Test
  void givenAFile_whenWrittenInManyPieces_thenItReadsBackInOne() throws IOException {
    try (FileDisk disk = FileDisk.open(directory);
        DiskFile file = disk.create("f")) {
      byte[] large = new byte[700_000];
      for (int i = 0; i < large.length; i++) {
        large[i] = (byte) (i / 1000);
      }
      file.write(3, List.of(utf8("ab"), ByteBuffer.wrap(large), utf8("yz")));
      file.force();
      assertEquals(3 + 2 + large.length + 2, file.size());
      ByteBuffer all = ByteBuffer.allocate(1 << 20);
      assertEquals(file.size(), file.read(0, all));
      all.flip();
      assertEquals("\0\0\0ab", StandardCharsets.UTF_8.decode(all.slice(0, 5)).toString());
      assertEquals(ByteBuffer.wrap(large), all.slice(5, large.length));
      assertEquals("yz", StandardCharsets.UTF_8.decode(all.slice(5 + large.length, 2)).toString());
      assertEquals(0, file.read(file.size(), ByteBuffer.allocate(10)));
      file.resize(4);
      file.resize(600_000);
      assertEquals(600_000, file.size());
      ByteBuffer tail = ByteBuffer.allocate(1 << 20);
      file.read(4, tail);
      assertEquals(ByteBuffer.allocate(600_000 - 4), tail.flip());
    }
  }

  @Test
  void givenFiles_whenRenamedAndDeleted_thenTheListFollows() throws IOException {
    try (FileDisk disk = FileDisk.open(directory)) {
      disk.create("b").close();
      disk.create("a").close();
      assertEquals(List.of("a", "b"), disk.list());
      assertThrows(FileAlreadyExistsException.class, () -> disk.create("a"));
      assertThrows(NoSuchFileException.class, () -> disk.open("c"));
      disk.rename("a", "b");
      disk.forceDirectory();
      assertEquals(List.of("b"), disk.list());
      disk.delete("b");
      assertEquals(List.of(), disk.list());
      assertEquals(true, disk.usableBytes() > 0);
    }
  }

  @Test
  void givenALogInUse_whenLookedAt_thenItCanBeReadAndNotChanged() throws IOException {
    try (FileDisk disk = FileDisk.open(directory);
        FileDisk other = FileDisk.openReadOnly(directory)) {
      disk.create("a").close();
      assertEquals(List.of("a"), other.list());
      assertThrows(IOException.class, () -> other.create("b"));
      assertThrows(IOException.class, () -> other.delete("a"));
      assertThrows(IOException.class, () -> other.rename("a", "b"));
      assertEquals(0, other.open("a").size());
    }
    assertThrows(
        NoSuchFileException.class, () -> FileDisk.openReadOnly(directory.resolve("nowhere")));
    assertEquals(false, Files.exists(directory.resolve("nowhere")));
  }

  @Test
  void givenALogOnARealDisk_whenReopened_thenItIsAllThere() throws IOException {
    LogSettings settings = new LogSettings(1 << 20, 64 << 10, 0);
    try (FileDisk disk = FileDisk.open(directory)) {
      SegmentedLog.create(disk, N1, settings, 99);
      SegmentedLog log = open(disk, settings).log();
      append(log, vote(3, 1), entries(3, 1, 100));
      for (int i = 101; i <= 150; i++) {
        append(log, new Output.Write(1, Optional.empty(), List.of(entry(3, i, 50_000))));
      }
      log.writeMark(StorageFixture.point(3, 120), true);
      log.force();
      log.deletePrefix(StorageFixture.point(3, 120).index());
      log.close();
    }
    try (FileDisk disk = FileDisk.open(directory)) {
      Recovered.Intact found = open(disk, settings);
      assertEquals(hardState(3, 1), found.hardState());
      assertEquals(30, found.entries().size());
      assertEquals("3/121", describe(found.entries().subList(0, 1)));
      assertEquals(0, found.cutBytes());
      found.log().close();
    }
  }

  private static Recovered.Intact open(Disk disk, LogSettings settings) throws IOException {
    return assertInstanceOf(Recovered.Intact.class, SegmentedLog.open(disk, N1, settings));
  }
}
