package io.mq.shared.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mq.shared.config.ClusterFile.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cluster files say, and what is said about wrong ones. */
class ClusterFileReaderTest {

  private final List<String> warnings = new ArrayList<>();

  private ClusterFile yaml(String... lines) throws ConfigException {
    return new ClusterFileReader(warnings::add).parse(String.join("\n", lines), false);
  }

  private String complaint(String... lines) {
    return assertThrows(ConfigException.class, () -> yaml(lines)).getMessage();
  }

  @Test
  void a_number_of_nodes_is_enough() throws ConfigException {
    assertEquals(ClusterFile.ofSize(3), yaml("nodes: 3"));
  }

  @Test
  void everything_that_can_be_set_is_read() throws ConfigException {
    ClusterFile file =
        yaml(
            "name: demo",
            "nodes:",
            "  - ip: 127.0.0.1",
            "    port: 4001",
            "    internal_port: 5001",
            "  - {}",
            "timing:",
            "  heartbeatMillis: 20",
            "snapshots:",
            "  everyEntries: 1000",
            "heap: 256m",
            "jvm_options: [-XX:+UseSerialGC]");

    assertEquals(
        new ClusterFile(
            Optional.of("demo"),
            List.of(new Node("127.0.0.1", Optional.of(4001), Optional.of(5001)), Node.ANY),
            Optional.of(new NodeTiming(10, 20, 300, 600)),
            Optional.of(new NodeSnapshots(32 << 20, 1_000)),
            Optional.of("256m"),
            List.of("-XX:+UseSerialGC"),
            Optional.empty(),
            Optional.empty()),
        file);
    assertEquals(List.of(), warnings);
  }

  @Test
  void the_rrmq_form_is_read_as_well_and_derives_the_internal_port() throws ConfigException {
    ClusterFile file =
        new ClusterFileReader(warnings::add)
            .parse("{\"addresses\":[{\"ip\":\"http://127.0.0.1\",\"port\":4001}]}", true);

    assertEquals(
        List.of(new Node("127.0.0.1", Optional.of(4001), Optional.of(14_001))), file.nodes());
  }

  @Test
  void a_node_may_differ_from_the_others() throws ConfigException {
    Node node =
        yaml(
                "nodes:",
                "  - timing: {electionMinMillis: 2000, electionMaxMillis: 3000}",
                "    heap: 1g",
                "    jvm_options: [-Xint]",
                "    data: /fast/n1")
            .nodes()
            .getFirst();

    assertEquals(
        new NodeOverrides(
            Optional.of(new NodeTiming(10, 50, 2_000, 3_000)),
            Optional.of("1g"),
            List.of("-Xint"),
            Optional.of("/fast/n1")),
        node.overrides());
  }

  @Test
  void a_node_may_begin_with_a_term_and_a_log() throws Exception {
    InitialState state =
        yaml(
                "nodes:",
                "  - term: 4",
                "    log:",
                "      - 1",
                "      - {term: 1, create: t}",
                "      - {term: 3, put: t, message: hello}",
                "  - log: [1, 1, 2]")
            .nodes()
            .getFirst()
            .initial()
            .orElseThrow();

    assertEquals(4, state.term());
    assertEquals(
        List.of(
            InitialState.Entry.ofTerm(1),
            new InitialState.Entry(1, Optional.of("t"), Optional.empty()),
            new InitialState.Entry(3, Optional.of("t"), Optional.of("hello"))),
        state.log());
    assertEquals(state, InitialState.parse(state.write()));
  }

  @Test
  void a_log_that_no_node_can_have_is_refused_with_its_place() {
    assertEquals(
        "line 2, field nodes[0].log: terms that never fall were expected, from 1 on; got 1 behind"
            + " 2",
        complaint("nodes:", "  - log: [1, 2, 1]"));
    assertEquals(
        "line 3, field nodes[0].log: a term not below that of the last entry, 2, was expected; got"
            + " 1",
        complaint("nodes:", "  - term: 1", "    log: [1, 2]"));
    assertEquals(
        "line 2, field nodes[0].log[0]: a term, or term with create, or term with put and message"
            + " was expected; got fields",
        complaint("nodes:", "  - log: [{term: 1, put: t}]"));
    assertEquals(
        "line 1: either command or term and log was expected, for only mqnode takes a log; got"
            + " fields",
        complaint("command: x", "nodes:", "  - log: [1]"));
  }

  @Test
  void another_program_is_read_as_a_list_or_a_line() throws ConfigException {
    OtherProgram listed =
        yaml("nodes: 3", "command: [python3, node.py, \"{config}\"]").program().orElseThrow();
    OtherProgram line =
        yaml("nodes: 3", "command: node {index} {port}", "ip_prefix: http://", "peers_dial: both")
            .program()
            .orElseThrow();

    assertEquals(
        new OtherProgram(List.of("python3", "node.py", "{config}"), "", PeerPort.INTERNAL_PORT),
        listed);
    assertEquals(
        new OtherProgram(List.of("node", "{index}", "{port}"), "http://", PeerPort.BOTH), line);
    assertEquals(List.of("node", "2", "4001"), line.command(Map.of("index", "2", "port", "4001")));
  }

  @Test
  void files_that_a_command_names_are_looked_for_beside_the_cluster_file(@TempDir Path folder)
      throws Exception {
    Files.writeString(folder.resolve("node.py"), "");
    Files.writeString(folder.resolve("python3"), "");
    Path file = folder.resolve("c.yaml");
    Files.writeString(file, "nodes: 1\ncommand: python3 node.py other.py\n");

    ClusterFile read = new ClusterFileReader(warnings::add).read(file);

    assertEquals(
        List.of("python3", folder.resolve("node.py").toString(), "other.py"),
        read.program().orElseThrow().command());
  }

  @Test
  void what_is_wrong_with_another_program_is_named() {
    assertEquals(
        "line 2, field peers_dial: this goes with the field command, which is missing; got"
            + " \"port\"",
        complaint("nodes: 3", "peers_dial: port"));
    assertEquals(
        "line 3, field peers_dial: port, internal_port or both was expected; got \"any\"",
        complaint("nodes: 3", "command: x", "peers_dial: any"));
    assertEquals(
        "line 2, field command: a program and its arguments were expected; got a list",
        complaint("nodes: 3", "command: []"));
  }

  @Test
  void an_unknown_field_is_named_with_its_line_and_ignored() throws ConfigException {
    yaml("nodes: 3", "colour: red");

    assertEquals(List.of("line 2, field colour: not known, ignored."), warnings);
  }

  @Test
  void what_belongs_into_a_nodes_own_configuration_is_said_to_be_ignored() throws ConfigException {
    yaml("cluster_id: x", "limits: {maxBodyBytes: 10}", "nodes:", "  - {node: n7, port: 4001}");

    assertEquals(
        List.of(
            "line 1, field cluster_id: of a node's own configuration, ignored here.",
            "line 2, field limits: of a node's own configuration, ignored here.",
            "line 4, field nodes[0].node: of a node's own configuration, ignored here."),
        warnings);
  }

  @Test
  void a_complaint_names_line_and_field() {
    assertEquals(
        "line 4, field nodes[1].port: a whole number from 1 to 65535 was expected; got \"70000\"",
        complaint("name: x", "nodes:", "  - port: 4001", "  - port: 70000"));
    assertEquals(
        "line 3, field timing.electionMinMillis: a whole number from 110 to 600000 was expected;"
            + " got \"60\"",
        complaint("nodes: 3", "timing:", "  electionMinMillis: 60"));
    assertEquals(
        "line 1, field nodes: a whole number from 1 to 31 was expected; got \"0\"",
        complaint("nodes: 0"));
    assertEquals(
        "line 2, field heap: a size such as 512m or 2g was expected; got \"much\"",
        complaint("nodes: 3", "heap: much"));
  }

  @Test
  void a_port_used_twice_is_refused() {
    assertEquals(
        "line 3, field nodes[1].port: a port that no other node uses was expected; got \"4001\"",
        complaint("nodes:", "  - port: 4001", "  - port: 4001"));
  }

  @Test
  void what_is_no_yaml_is_said_to_be_none_with_its_line() {
    String complaint = complaint("nodes: 3", "  heap: [");

    assertEquals("line 2: not YAML", complaint.substring(0, 16));
  }

  @Test
  void neither_nodes_nor_addresses_is_refused() {
    assertEquals(
        "line 1: one of the fields nodes and addresses is needed; got fields",
        complaint("name: x"));
  }

  @Test
  void a_missing_file_is_named() {
    ConfigException missing =
        assertThrows(
            ConfigException.class,
            () -> new ClusterFileReader(warnings::add).read(Path.of("/no/such.yaml")));

    assertEquals("cluster file /no/such.yaml does not exist", missing.getMessage());
  }
}
