package io.mq.node.main;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mq.node.raft.Entry;
import io.mq.node.raft.EntryKind;
import io.mq.node.raft.HardState;
import io.mq.node.raft.Output;
import io.mq.node.storage.FileDisk;
import io.mq.node.storage.Identity;
import io.mq.node.storage.LogSettings;
import io.mq.node.storage.Recovered;
import io.mq.node.storage.SegmentedLog;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InspectCommandTest {

  private static final String SEGMENT = "segment-0000000001.log";

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeLog() throws IOException {
    Identity identity = new Identity("blue", new NodeId(2));
    List<Entry> entries =
        LongStream.rangeClosed(1, 9)
            .mapToObj(
                index ->
                    Entry.of(
                        new LogIndex(index),
                        new Term(3),
                        EntryKind.COMMAND,
                        index,
                        ByteBuffer.wrap(("payload-" + index).getBytes(StandardCharsets.UTF_8))))
            .toList();
    HardState voted = new HardState(new Term(3), Optional.of(new NodeId(1)));
    try (FileDisk disk = FileDisk.open(directory)) {
      SegmentedLog.create(disk, identity, LogSettings.DEFAULT, 42);
      Recovered.Intact opened =
          (Recovered.Intact) SegmentedLog.open(disk, identity, LogSettings.DEFAULT);
      opened.log().write(List.of(new Output.Write(1, Optional.of(voted), entries)));
      opened.log().close();
    }
  }

  private int inspect(String... arguments) {
    CommandLine command = InspectCommand.commandLine();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return command.execute(arguments);
  }

  @Test
  void an_intact_directory_is_printed_with_exit_code_0() {
    assertEquals(0, inspect(directory.toString()), err.toString());
    String text = out.toString();
    assertTrue(text.startsWith("directory of node n2 of cluster blue"), text);
    assertTrue(text.contains("hard state t3 vote n1"), text);
    assertTrue(text.contains("entries 3/1 to 3/9"), text);
  }

  @Test
  void damage_is_named_with_exit_code_4_and_the_files_stay_as_they_are() throws IOException {
    Path segment = directory.resolve(SEGMENT);
    byte[] bytes = Files.readAllBytes(segment);
    bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("payload-5")] ^= 1;
    Files.write(segment, bytes);
    List<String> before = files();

    assertEquals(4, inspect("-o", "json", directory.toString()), err.toString());

    JsonNode json = new JsonMapper().readTree(out.toString());
    assertEquals("n2", json.get("node").asText());
    assertEquals(false, json.get("intact").asBoolean());
    assertEquals(SEGMENT, json.get("damages").get(0).get("file").asText());
    assertEquals(4, json.get("lastIndex").asLong());
    assertEquals(4, json.get("readableBehindDamage").asLong());
    assertArrayEquals(bytes, Files.readAllBytes(segment));
    assertEquals(before, files());
  }

  @Test
  void what_is_no_data_directory_is_refused_in_one_sentence() {
    assertEquals(1, inspect(directory.resolve("nothing").toString()));
    assertEquals(
        "mqnode inspect: expected the data directory of a node; there is no "
            + directory.resolve("nothing"),
        err.toString().trim());
    assertEquals(2, inspect("-o", "xml", directory.toString()));
    assertTrue(err.toString().contains("expected table or json; got xml"), err.toString());
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
