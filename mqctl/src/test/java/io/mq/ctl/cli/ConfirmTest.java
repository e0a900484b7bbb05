package io.mq.ctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be undone is asked about, but only where somebody is there to answer. */
class ConfirmTest {

  private static final Terminals TERMINAL = new Terminals(true, true, true);

  @TempDir private Path state;

  private final StringWriter err = new StringWriter();
  private Path folder;

  @BeforeEach
  void a_cluster_that_is_down() throws Exception {
    folder = Files.createDirectories(state.resolve("mqctl/clusters/demo"));
    Files.writeString(
        folder.resolve("cluster.json"),
        """
        {"version":1,"name":"demo","clusterId":"c","secret":"s","adminToken":"t","jvmOptions":[],
         "nodes":[{"node":"n1","ip":"127.0.0.1","port":1,"internalPort":2}]}
        """);
  }

  private int purge(Terminals terminals, String typed, String... more) {
    List<String> words = new java.util.ArrayList<>(List.of("cluster", "down", "--purge"));
    words.addAll(List.of(more));
    try (Context context =
        new Context(
            Map.of("XDG_STATE_HOME", state.toString()),
            new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            terminals)) {
      return new CommandTree(context).run(words);
    }
  }

  @Test
  void anything_but_yes_leaves_it_alone() {
    for (String answer : List.of("\n", "n\n", "nay\n", "")) {
      assertEquals(1, purge(TERMINAL, answer), answer);
      assertTrue(Files.exists(folder), answer);
    }
    assertTrue(
        err.toString().startsWith("Remove cluster demo with all its messages? [y/N] "),
        err.toString());
  }

  @Test
  void yes_is_enough() {
    assertEquals(0, purge(TERMINAL, "Y\n"));
    assertFalse(Files.exists(folder));
  }

  @Test
  void off_a_terminal_nobody_is_asked() {
    assertEquals(0, purge(Terminals.NONE, ""));
    assertFalse(Files.exists(folder));
    assertFalse(err.toString().contains("?"), err.toString());
  }

  @Test
  void nor_with_no_input() {
    assertEquals(0, purge(TERMINAL, "n\n", "--no-input"));
    assertFalse(Files.exists(folder));
  }
}
