package io.mq.node.raft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Plays every file in {@code src/test/resources/raft} and compares what happens with what it says:
 * comments, commands, {@code ----}, and the exact output up to an empty line. Run with {@code
 * -Dtranscripts.rewrite=true} to write the files anew, and commit only differences you can explain.
 */
class TranscriptTest {

  private static final Path FOLDER = Path.of("src/test/resources/raft");

  @TestFactory
  Stream<DynamicTest> transcripts() throws IOException {
    return files().stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> play(file)));
  }

  @Test
  void every_message_of_every_age_comes_to_every_role() throws IOException {
    MessageCoverage coverage = new MessageCoverage();
    for (Path file : files()) {
      replay(Files.readString(file), Rules.SOUND, coverage);
    }

    assertEquals(List.of(), coverage.missing());
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> found = Files.list(FOLDER)) {
      List<Path> files = found.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
      assertFalse(files.isEmpty(), "no transcripts in " + FOLDER.toAbsolutePath());
      return files;
    }
  }

  private static void play(Path file) throws IOException {
    String expected = Files.readString(file);
    String actual = replay(expected, Rules.SOUND);
    if (Boolean.getBoolean("transcripts.rewrite")) {
      Files.writeString(file, actual);
    } else {
      assertEquals(expected, actual, file.toString());
    }
  }

  /** The text with every expected output replaced by what really happens. */
  static String replay(String text, Rules rules) {
    return replay(text, rules, new MessageCoverage());
  }

  private static String replay(String text, Rules rules, MessageCoverage coverage) {
    TranscriptCommands commands = new TranscriptCommands(rules, coverage);
    StringBuilder out = new StringBuilder();
    List<String> block = new ArrayList<>();
    boolean skippingExpected = false;
    for (String line : text.lines().toList()) {
      if (skippingExpected) {
        skippingExpected = !line.isEmpty();
        if (skippingExpected) {
          continue;
        }
      }
      out.append(line).append('\n');
      if (line.equals("----")) {
        block.forEach(commands::run);
        block.clear();
        commands.takeOutput().forEach(happened -> out.append(happened).append('\n'));
        skippingExpected = true;
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        block.add(line);
      }
    }
    if (!block.isEmpty()) {
      throw new IllegalArgumentException("commands without ---- at the end: " + block);
    }
    return out.toString();
  }
}
