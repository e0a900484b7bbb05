package io.mq.node.fault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.storage.DiskFile;
import io.mq.node.storage.FileDisk;
import io.mq.node.storage.ForgetfulDisk;
import io.mq.shared.fault.BitFlip;
import io.mq.shared.fault.Direction;
import io.mq.shared.fault.DiskEffect;
import io.mq.shared.fault.FailForce;
import io.mq.shared.fault.FaultSpec;
import io.mq.shared.fault.FullDisk;
import io.mq.shared.fault.SlowForce;
import io.mq.shared.fault.TornTail;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What each disk fault does to real files. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FaultyDiskTest {

  /** Stands for the end of the process. */
  private static final class Halted extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final FaultTable table =
      new FaultTable(() -> new TreeSet<>(), new ManualTimers(), line -> {});
  private final List<String> log = new ArrayList<>();

  @TempDir private Path folder;
  private FileDisk files;
  private FaultyDisk disk;
  private DiskFile file;

  @BeforeEach
  void open() throws IOException {
    files = FileDisk.open(folder);
    ForgetfulDisk forgetful = new ForgetfulDisk(files);
    PowerSwitch power =
        new PowerSwitch(
            forgetful,
            log::add,
            () -> {
              throw new Halted();
            });
    disk = new FaultyDisk(table, forgetful, power);
    file = disk.create("f");
    write(0, "0123456789");
    file.force();
    disk.forceDirectory();
  }

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  @Test
  void given_slow_forces_then_each_takes_its_time_until_the_fault_is_lifted() throws Exception {
    add(new SlowForce(120, 0));
    long begin = System.nanoTime();
    file.force();
    assertTrue(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) >= 120);

    table.liftAll();
    add(new SlowForce(60_000, 0));
    Thread force = Thread.ofVirtual().start(() -> assertDoesNotThrow(file::force));
    table.liftAll();
    force.join(); // far sooner than in a minute
  }

  @Test
  void given_failing_forces_then_they_fail_and_say_why_until_the_fault_is_lifted()
      throws Exception {
    add(new FailForce(1));

    IOException e = assertThrows(IOException.class, file::force);
    assertEquals("fault f1: the force failed", e.getMessage());
    assertThrows(IOException.class, disk::forceDirectory);

    table.liftAll();
    file.force();
  }

  @Test
  void given_a_full_disk_then_nothing_grows_and_what_is_there_can_be_written() throws Exception {
    add(new FullDisk());

    assertEquals(0, disk.usableBytes());
    IOException e = assertThrows(IOException.class, () -> file.resize(11));
    assertTrue(e.getMessage().contains("No space left"), e.getMessage());
    write(0, "X");
    assertEquals("X123456789", text());

    table.liftAll();
    file.resize(11);
    assertTrue(disk.usableBytes() > 0);
  }

  @Test
  void given_bit_flips_then_one_bit_is_wrong_and_the_seed_decides_which() throws Exception {
    byte[] right = "abcdefghij".getBytes(StandardCharsets.US_ASCII);
    byte[] first = flipped(right);
    assertEquals(1, differentBits(right, first));
    assertArrayEquals(first, flipped(right));
  }

  @Test
  void given_a_torn_tail_then_the_beginning_of_the_write_is_durable_and_the_power_is_gone()
      throws Exception {
    table.add(List.of(spec(new TornTail(), 2)));

    assertThrows(Halted.class, () -> write(4, "abcdef"));

    assertEquals(TORN_WITH_SEED_2, text());
    assertEquals(1, log.size());
    assertTrue(log.getFirst().startsWith("power lost, with "), log.getFirst());
  }

  private static final String TORN_WITH_SEED_2 = "0123ab6789";

  private byte[] flipped(byte[] bytes) throws IOException {
    table.add(List.of(spec(new BitFlip(1), 5)));
    file.write(0, List.of(ByteBuffer.wrap(bytes, 0, 4), ByteBuffer.wrap(bytes, 4, 6)));
    table.liftAll();
    return Files.readAllBytes(folder.resolve("f"));
  }

  private static int differentBits(byte[] one, byte[] other) {
    int bits = 0;
    for (int i = 0; i < one.length; i++) {
      bits += Integer.bitCount((one[i] ^ other[i]) & 0xff);
    }
    return bits;
  }

  private void add(DiskEffect effect) {
    table.add(List.of(spec(effect, 1)));
  }

  private static FaultSpec spec(DiskEffect effect, long seed) {
    return new FaultSpec(
        effect, Direction.BOTH, new TreeSet<>(), Set.of(), OptionalLong.of(seed), 60_000);
  }

  private void write(long position, String content) throws IOException {
    file.write(position, List.of(ByteBuffer.wrap(content.getBytes(StandardCharsets.US_ASCII))));
  }

  private String text() throws IOException {
    return Files.readString(folder.resolve("f"), StandardCharsets.US_ASCII);
  }
}
