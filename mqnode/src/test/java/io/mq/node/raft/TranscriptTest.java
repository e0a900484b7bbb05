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
    TranscriptCommands commands = new TranscriptCommands(rules);
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
