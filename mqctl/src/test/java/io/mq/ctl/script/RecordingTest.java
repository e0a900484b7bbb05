package io.mq.ctl.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.shared.json.Json;
import io.mq.shared.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a player of recordings finds in the file. */
class RecordingTest {

  @TempDir Path folder;

  @Test
  void what_is_shown_is_recorded_with_its_times_and_line_ends() throws Exception {
    Path file = folder.resolve("talk.cast");
    StringWriter shown = new StringWriter();
    try (Recording recording = new Recording(file, "demo.mq", 80, 24)) {
      PrintWriter out = recording.recorded(new PrintWriter(shown));
      out.print("one\ntwo ");
      out.flush();
      out.print("\"three\"\n");
      out.flush();
    }

    List<String> lines = Files.readAllLines(file);
    JsonObject header = Json.parse(lines.getFirst());
    assertEquals(2, header.number("version"));
    assertEquals(80, header.number("width"));
    assertEquals(24, header.number("height"));
    assertTrue(lines.get(1).matches("\\[[0-9.E-]+,\"o\",\"one\\\\r\\\\ntwo \"]"), lines.get(1));
    assertTrue(lines.get(2).endsWith("\"o\",\"\\\"three\\\"\\r\\n\"]"), lines.get(2));
    assertEquals("one\ntwo \"three\"\n", shown.toString());
  }
}
