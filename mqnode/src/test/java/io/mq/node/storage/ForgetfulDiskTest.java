package io.mq.node.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is left after the power has gone; the disk behind keeps everything it was given. */
final class ForgetfulDiskTest {

  private final MemoryDisk behind = new MemoryDisk();
  private final ForgetfulDisk disk = new ForgetfulDisk(behind);

  @Test
  void given_writes_when_only_the_first_was_forced_then_the_second_is_gone() throws IOException {
    DiskFile file = created("a", "aaaa");
    write(file, 1, "BB");
    write(file, 4, "CCC");

    assertEquals(5, disk.forget());

    assertEquals("aaaa", text("a"));
  }

  @Test
  void given_zeros_that_were_written_over_then_zeros_are_back() throws IOException {
    DiskFile file = created("a", "x");
    file.resize(9);
    file.force();
    write(file, 1, "first");
    write(file, 3, "second");

    disk.forget();

    assertArrayEquals(new byte[] {'x', 0, 0, 0, 0, 0, 0, 0, 0}, behind.bytes("a"));
  }

  @Test
  void given_a_file_cut_short_without_a_force_then_its_end_is_back() throws IOException {
    DiskFile file = created("a", "abcdef");
    file.resize(2);
    write(file, 2, "X");

    disk.forget();

    assertEquals("abcdef", text("a"));
  }

  @Test
  void given_a_file_whose_directory_was_not_forced_then_the_file_is_gone() throws IOException {
    created("a", "a");
    disk.create("b").close();

    disk.forget();

    assertEquals(List.of("a"), behind.list());
  }

  @Test
  void given_a_rename_without_a_force_then_the_old_name_is_back() throws IOException {
    created("a.tmp", "a").close();
    disk.rename("a.tmp", "a");

    disk.forget();

    assertEquals(List.of("a.tmp"), behind.list());
    assertEquals("a", text("a.tmp"));
  }

  @Test
  void given_files_that_are_deleted_or_replaced_again_then_only_what_is_left_is_taken_back()
      throws IOException {
    created("kept", "k").close();
    disk.create("b.tmp").close();
    disk.rename("b.tmp", "b");
    disk.delete("b");
    disk.create("c.tmp").close();
    disk.rename("c.tmp", "kept");

    disk.forget();

    assertEquals(List.of("kept"), behind.list());
  }

  @Test
  void given_a_file_closed_without_a_force_then_its_writes_are_forgotten_too() throws IOException {
    try (DiskFile file = created("a", "aaaa")) {
      write(file, 0, "ZZ");
    }

    disk.forget();

    assertEquals("aaaa", text("a"));
  }

  @Test
  void given_random_work_then_exactly_the_forced_contents_are_left() throws IOException {
    for (int seed = 0; seed < 200; seed++) {
      MemoryDisk plain = new MemoryDisk();
      ForgetfulDisk forgetful = new ForgetfulDisk(plain);
      SplittableRandom random = new SplittableRandom(seed);
      TreeMap<String, byte[]> durable = new TreeMap<>();
      TreeMap<String, DiskFile> files = new TreeMap<>();
      for (String name : List.of("a", "b")) {
        files.put(name, forgetful.create(name));
        durable.put(name, new byte[0]);
      }
      forgetful.forceDirectory();
      for (int step = 0; step < 40; step++) {
        String name = random.nextBoolean() ? "a" : "b";
        DiskFile file = files.get(name);
        switch (random.nextInt(4)) {
          case 0 -> file.resize(random.nextInt(60));
          case 1 -> {
            file.force();
            durable.put(name, plain.bytes(name).clone());
          }
          default -> {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            file.write(random.nextLong(file.size() + 1), List.of(ByteBuffer.wrap(bytes)));
          }
        }
      }

      forgetful.forget();

      for (String name : durable.keySet()) {
        assertArrayEquals(durable.get(name), plain.bytes(name), name + " with seed " + seed);
      }
    }
  }

  /** A file that is all durable. */
  private DiskFile created(String name, String content) throws IOException {
    DiskFile file = disk.create(name);
    write(file, 0, content);
    file.force();
    disk.forceDirectory();
    return file;
  }

  private static void write(DiskFile file, long position, String content) throws IOException {
    file.write(position, List.of(ByteBuffer.wrap(content.getBytes(StandardCharsets.US_ASCII))));
  }

  private String text(String name) {
    return new String(behind.bytes(name), StandardCharsets.US_ASCII);
  }
}
