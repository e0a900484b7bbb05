package io.mq.node.storage;

import static io.mq.node.storage.StorageFixture.N1;
import static io.mq.node.storage.StorageFixture.SMALL;
import static io.mq.node.storage.StorageFixture.append;
import static io.mq.node.storage.StorageFixture.created;
import static io.mq.node.storage.StorageFixture.describe;
import static io.mq.node.storage.StorageFixture.entries;
import static io.mq.node.storage.StorageFixture.flip;
import static io.mq.node.storage.StorageFixture.openIntact;
import static io.mq.node.storage.StorageFixture.point;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Snapshot files: whole or not there, verified when read, and in line with the log. */
final class SnapshotStoreTest {

  private static final String AT_7 = "snapshot-0000000000000000007.snap";
  private static final String AT_9 = "snapshot-0000000000000000009.snap";

  private static byte[] state(long seed, int size) {
    byte[] state = new byte[size];
    new SplittableRandom(seed).nextBytes(state);
    return state;
  }

  private static SnapshotStore open(Disk disk) throws IOException {
    return SnapshotStore.open(disk, N1, SMALL);
  }

  private static SnapshotFile take(SnapshotStore store, long index, byte[] state)
      throws IOException {
    try (SnapshotWriter writer = store.begin(point(1, index))) {
      for (int at = 0; at < state.length; at += 10_000) {
        writer.write(ByteBuffer.wrap(state, at, Math.min(10_000, state.length - at)));
      }
      assertEquals(state.length, writer.bytesWritten());
      return writer.commit();
    }
  }

  private static boolean ofSnapshot(String file) {
    return file.startsWith("snapshot-");
  }

  private static byte[] read(SnapshotStore store, long offset) throws IOException {
    try (SnapshotReader reader = store.read(store.newest().orElseThrow(), offset)) {
      return reader.readAllBytes();
    }
  }

  @Test
  void givenStatesOfAllSizes_whenReadBack_thenTheyAreTheSameFromAnyOffset() throws IOException {
    int chunk = SnapshotFormat.CHUNK_BYTES;
    for (int size : new int[] {0, 1, chunk - 1, chunk, chunk + 1, 3 * chunk + 17}) {
      MemoryDisk disk = new MemoryDisk();
      byte[] state = state(size, size);
      SnapshotFile taken = take(open(disk), 7, state);
      assertEquals(new SnapshotFile(AT_7, point(1, 7), size), taken);
      SnapshotStore again = open(disk);
      assertEquals(Optional.of(taken), again.newest());
      for (int offset : new int[] {0, 1, chunk, chunk + 1, size}) {
        if (offset <= size) {
          assertArrayEquals(Arrays.copyOfRange(state, offset, size), read(again, offset));
        }
      }
    }
  }

  @Test
  void givenTwoUnfinishedSnapshotsOfOneIndex_whenOneIsGivenUp_thenTheOtherIsWhole()
      throws IOException {
    // A node takes a snapshot itself while it is being sent one of the same index.
    MemoryDisk disk = new MemoryDisk();
    SnapshotStore store = open(disk);
    byte[] state = state(3, 40_000);
    SnapshotWriter own = store.begin(point(1, 7));
    own.write(ByteBuffer.wrap(state, 0, 20_000));
    SnapshotWriter incoming = store.begin(point(1, 7));
    incoming.write(ByteBuffer.wrap(new byte[300_000]));
    incoming.close();
    own.write(ByteBuffer.wrap(state, 20_000, 20_000));
    own.commit();
    own.close();
    assertArrayEquals(state, read(open(disk), 0));
    assertEquals(
        List.of(AT_7), disk.list().stream().filter(SnapshotStoreTest::ofSnapshot).toList());
  }

  @Test
  void givenANewerSnapshot_whenCommitted_thenTheOlderOneGoes() throws IOException {
    MemoryDisk disk = new MemoryDisk();
    SnapshotStore store = open(disk);
    take(store, 7, state(1, 100));
    SnapshotFile newer = take(store, 9, state(2, 100));
    assertEquals(List.of(AT_9), disk.list());
    assertEquals(newer, take(store, 8, state(3, 100)), "an older one is dropped");
    assertEquals(List.of(AT_9), disk.list());
  }

  @Test
  void givenAReader_whenANewerSnapshotComes_thenTheOldFileStaysUntilItIsClosed()
      throws IOException {
    MemoryDisk disk = new MemoryDisk();
    SnapshotStore store = open(disk);
    byte[] state = state(1, 200_000);
    SnapshotReader reader = store.read(take(store, 7, state), 0);
    take(store, 9, state(2, 100));
    assertEquals(List.of(AT_7, AT_9), disk.list());
    assertArrayEquals(state, reader.readAllBytes());
    reader.close();
    assertEquals(List.of(AT_9), disk.list());
  }

  @Test
  void givenAnUnfinishedSnapshot_whenClosed_thenNothingOfItIsLeft() throws IOException {
    MemoryDisk disk = new MemoryDisk();
    SnapshotStore store = open(disk);
    try (SnapshotWriter writer = store.begin(point(1, 7))) {
      writer.write(ByteBuffer.wrap(state(1, 100_000)));
    }
    assertEquals(List.of(), disk.list());
    assertEquals(Optional.empty(), store.newest());
  }

  @Test
  void givenACrashAnywhere_whenOpened_thenTheNewestWholeSnapshotIsThere() throws IOException {
    byte[] first = state(1, 70_000);
    byte[] second = state(2, 140_000);
    for (int operations = 0; operations < 14; operations++) {
      for (int seed = 0; seed < 20; seed++) {
        MemoryDisk disk = new MemoryDisk();
        take(open(disk), 7, first);
        disk.operationsUntilCrash = operations;
        boolean committed = false;
        try {
          take(open(disk), 9, second);
          committed = true;
        } catch (MemoryDisk.Crashed crashed) {
          assertTrue(operations < 12, crashed::toString);
        }
        disk.crash(new SplittableRandom(seed));
        SnapshotStore store = open(disk);
        byte[] found = read(store, 0);
        assertTrue(Arrays.equals(found, second) || (!committed && Arrays.equals(found, first)));
        assertEquals(List.of(store.newest().orElseThrow().name()), disk.list());
      }
    }
  }

  @Test
  void givenAFlippedBitAnywhere_whenRead_thenItIsReportedAndNothingWrongIsHandedOut()
      throws IOException {
    MemoryDisk template = new MemoryDisk();
    take(open(template), 7, state(1, 150_000));
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 200; i++) {
      MemoryDisk disk = template.copy();
      byte[] bytes = disk.bytes(AT_7);
      flip(bytes, i < 120 ? i : random.nextInt(bytes.length));
      SnapshotDamagedException damaged =
          assertThrows(SnapshotDamagedException.class, () -> read(open(disk), 0));
      assertEquals(AT_7, damaged.damage().file());
    }
  }

  @Test
  void givenAFileCutShort_whenOpened_thenItIsReportedAndNotDeleted() throws IOException {
    MemoryDisk disk = new MemoryDisk();
    take(open(disk), 7, state(1, 150_000));
    disk.put(AT_7, Arrays.copyOf(disk.bytes(AT_7), 100_000));
    SnapshotDamagedException damaged =
        assertThrows(SnapshotDamagedException.class, () -> open(disk));
    assertTrue(damaged.getMessage().startsWith("the snapshot is damaged in " + AT_7));
    assertEquals(List.of(AT_7), disk.list());
  }

  @Test
  void givenTheSnapshotOfAnotherNode_whenOpened_thenItIsRefused() throws IOException {
    MemoryDisk disk = new MemoryDisk();
    take(open(disk), 7, state(1, 10));
    LogRefusedException refused =
        assertThrows(
            LogRefusedException.class,
            () -> SnapshotStore.open(disk, new Identity("c-17", new NodeId(2)), SMALL));
    assertEquals(LogRefusedException.Reason.OTHER_NODE, refused.reason());
  }

  @Test
  void givenAFullDisk_whenASnapshotIsTaken_thenItFailsAndLeavesNothing() throws IOException {
    MemoryDisk disk = new MemoryDisk();
    SnapshotStore store = open(disk);
    disk.usable = 1000;
    assertThrows(DiskFullException.class, () -> take(store, 7, state(1, 150_000)));
    assertEquals(List.of(), disk.list());
  }

  @Test
  void givenASnapshotWithoutItsMark_whenAligned_thenTheLogStartsBehindItAndKeepsTheRest()
      throws IOException {
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    append(log, entries(1, 1, 12));
    take(open(disk), 9, state(1, 10));
    disk.killProcess();

    Recovered.Intact aligned = open(disk).align(openIntact(disk));
    assertEquals("1/10 1/11 1/12", describe(aligned.entries()));
    assertEquals(Optional.of(point(1, 9)), aligned.mark());
    aligned.log().close();
    Recovered.Intact again = openIntact(disk);
    assertEquals("1/10 1/11 1/12", describe(again.entries()));
    assertEquals(again, open(disk).align(again));
  }

  @Test
  void givenASnapshotThatContradictsTheLog_whenAligned_thenTheLogIsDropped() throws IOException {
    for (long last : new long[] {5, 12}) {
      MemoryDisk disk = created();
      SegmentedLog log = openIntact(disk).log();
      append(log, entries(4, 1, last));
      take(open(disk), 9, state(1, 10));
      disk.killProcess();
      Recovered.Intact aligned = open(disk).align(openIntact(disk));
      assertEquals(List.of(), aligned.entries());
      assertEquals(9, aligned.log().last().value());
      append(aligned.log(), entries(5, 10, 11));
      aligned.log().close();
      assertEquals("5/10 5/11", describe(openIntact(disk).entries()));
    }
  }

  @Test
  void givenAMarkWithoutItsSnapshot_whenAligned_thenItIsRefused() throws IOException {
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    append(log, entries(1, 1, 12));
    log.writeMark(point(1, 9), true);
    log.close();
    Recovered.Intact found = openIntact(disk);
    LogRefusedException refused =
        assertThrows(LogRefusedException.class, () -> open(disk).align(found));
    assertEquals(LogRefusedException.Reason.MISSING_FILES, refused.reason());
  }
}
