package io.mq.node.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.queue.Body;
import io.mq.node.queue.Command;
import io.mq.node.queue.CommandCodec;
import io.mq.node.raft.Configuration;
import io.mq.node.raft.Entry;
import io.mq.node.storage.FileDisk;
import io.mq.node.storage.Identity;
import io.mq.node.storage.LogSettings;
import io.mq.node.storage.Origin;
import io.mq.node.storage.Recovered;
import io.mq.node.storage.SegmentedLog;
import io.mq.shared.id.NodeId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that was described is the one that is found. */
class InitialLogTest {

  private static final Identity IDENTITY = new Identity("scene", new NodeId(2));

  private static final Configuration MEMBERS =
      Configuration.of(List.of(new NodeId(1), new NodeId(2), new NodeId(3)));

  @TempDir Path folder;

  private Path file(String json) throws Exception {
    return Files.writeString(folder.resolve("initial.json"), json);
  }

  @Test
  void the_node_finds_the_terms_and_the_commands_as_if_it_had_written_them() throws Exception {
    Path data = folder.resolve("data");
    Path file =
        file(
            "{\"term\":4,\"log\":[{\"term\":1},{\"term\":1,\"create\":\"t\"},"
                + "{\"term\":3,\"put\":\"t\",\"message\":\"hello\"}]}");

    assertEquals(Optional.of(3), InitialLog.write(data, IDENTITY, MEMBERS, file));

    try (FileDisk disk = FileDisk.open(data)) {
      assertEquals(MEMBERS, Origin.read(disk).orElseThrow().initial());
      Recovered.Intact found =
          assertInstanceOf(
              Recovered.Intact.class, SegmentedLog.open(disk, IDENTITY, LogSettings.DEFAULT));
      try (SegmentedLog _ = found.log()) {
        assertEquals(4, found.hardState().term().value());
        assertEquals(Optional.empty(), found.hardState().vote());
        assertEquals(
            List.of("1/1", "1/2", "3/3"), found.entries().stream().map(Entry::describe).toList());
        assertEquals(
            new Command.Put("t", List.of(Body.of("hello"))),
            CommandCodec.decode(found.entries().getLast().payload()));
        assertEquals(0, found.cutBytes());
      }
    }
  }

  @Test
  void a_node_that_has_data_keeps_it() throws Exception {
    Path data = folder.resolve("data");
    InitialLog.write(data, IDENTITY, MEMBERS, file("{\"term\":1,\"log\":[{\"term\":1}]}"));

    assertEquals(
        Optional.empty(),
        InitialLog.write(data, IDENTITY, MEMBERS, file("{\"term\":9,\"log\":[]}")));
  }

  @Test
  void a_log_that_no_node_can_have_is_refused() throws Exception {
    Path file = file("{\"term\":1,\"log\":[{\"term\":2},{\"term\":1}]}");

    StartFailedException refused =
        assertThrows(
            StartFailedException.class,
            () -> InitialLog.write(folder.resolve("data"), IDENTITY, MEMBERS, file));

    assertTrue(refused.getMessage().contains("terms that never fall"), refused.getMessage());
  }
}
