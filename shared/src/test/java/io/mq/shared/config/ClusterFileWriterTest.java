package io.mq.shared.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mq.shared.config.ClusterFile.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is written is read again as the same. */
class ClusterFileWriterTest {

  private static ClusterFile readAgain(ClusterFile file) throws ConfigException {
    List<String> warnings = new ArrayList<>();
    ClusterFile read =
        new ClusterFileReader(warnings::add).parse(ClusterFileWriter.yaml(file), false);
    assertEquals(List.of(), warnings);
    return read;
  }

  private static ClusterFile other(String name, List<String> command) {
    ClusterFile plain = ClusterFile.ofSize(3);
    return new ClusterFile(
        Optional.of(name),
        plain.nodes(),
        plain.timing(),
        plain.snapshots(),
        plain.heap(),
        plain.jvmOptions(),
        plain.data(),
        Optional.of(new OtherProgram(command, "http://", PeerPort.BOTH)));
  }

  @Test
  void a_number_of_nodes_stays_a_number() throws ConfigException {
    assertEquals("nodes: 3\n", ClusterFileWriter.yaml(ClusterFile.ofSize(3)));
    assertEquals(ClusterFile.ofSize(3), readAgain(ClusterFile.ofSize(3)));
  }

  @Test
  void everything_that_can_be_said_of_mqnode_is_kept() throws ConfigException {
    NodeOverrides own =
        new NodeOverrides(
            Optional.of(new NodeTiming(5, 25, 100, 200)),
            Optional.of("1g"),
            List.of("-Xint"),
            Optional.of("/fast/n1: a #1 disk"));
    InitialState initial =
        new InitialState(
            4,
            List.of(
                InitialState.Entry.ofTerm(1),
                new InitialState.Entry(2, Optional.of("t"), Optional.empty()),
                new InitialState.Entry(3, Optional.of("t"), Optional.of("two\nlines"))));
    ClusterFile file =
        new ClusterFile(
            Optional.of("demo"),
            List.of(
                new Node(
                    "localhost", Optional.of(4001), Optional.of(5001), own, Optional.of(initial)),
                new Node("[::1]", Optional.of(4001), Optional.empty()),
                Node.ANY),
            Optional.of(NodeTiming.DEFAULT),
            Optional.of(NodeSnapshots.DEFAULT),
            Optional.of("256m"),
            List.of("-XX:+UseSerialGC", "-Dx=a,b"),
            Optional.of("/data"),
            Optional.empty());

    assertEquals(file, readAgain(file));
  }

  @Test
  void another_program_is_kept_word_for_word() throws ConfigException {
    List<String> words =
        List.of(
            "python3",
            "{config}",
            "{index}",
            "12",
            "1.5",
            "1e3",
            "0x1F",
            "0o17",
            "1_000",
            "yes",
            "null",
            "~",
            "-",
            "- a",
            "a: b",
            "a #b",
            "*x",
            "&x",
            "!x",
            "%x",
            "@x",
            "'",
            "\"",
            "\\",
            "[",
            "{",
            "|",
            ">",
            "?",
            "",
            " ",
            "ä",
            "2026-01-01",
            ".inf",
            "-x",
            "--y=z",
            "#",
            "a,b");
    ClusterFile file = other("demo", words);

    assertEquals(file, readAgain(file));
  }

  @Test
  void a_name_that_looks_like_something_else_stays_a_name() throws ConfigException {
    for (String name : List.of("12", "1.5", "1e3", "0x1F", "true", "no", "null", "2026-01-01")) {
      ClusterFile file = other(name, List.of("x"));

      assertEquals(file, readAgain(file), name);
    }
  }
}
