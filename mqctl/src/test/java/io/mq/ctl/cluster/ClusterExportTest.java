package io.mq.ctl.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.shared.config.ClusterFile;
import io.mq.shared.config.ClusterFileReader;
import io.mq.shared.config.ConfigException;
import io.mq.shared.id.NodeId;
import io.mq.shared.json.Json;
import io.mq.shared.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster as a file, and that file as the same cluster again. */
class ClusterExportTest {

  @TempDir Path temporary;

  private final List<String> warnings = new ArrayList<>();

  private ClusterFile read(String yaml) throws ConfigException {
    ClusterFile file = new ClusterFileReader(warnings::add).parse(yaml, false);
    assertEquals(List.of(), warnings);
    return file;
  }

  private ClusterState make(String... lines) throws ConfigException {
    StateHome home = StateHome.from(Map.of("XDG_STATE_HOME", temporary.toString()));
    return new NewCluster(home).create("demo", read(String.join("\n", lines)));
  }

  private static void assertAlike(ClusterState expected, ClusterState actual) {
    assertEquals(ClusterExport.file(expected), ClusterExport.file(actual));
  }

  @Test
  void everything_that_was_said_and_all_ports_are_kept() throws Exception {
    ClusterState state =
        make(
            "nodes:",
            "  - {ip: localhost, heap: 1g, jvm_options: [-Xint], data: /fast/n1}",
            "  - timing: {electionMinMillis: 2000, electionMaxMillis: 3000}",
            "timing: {heartbeatMillis: 20}",
            "snapshots: {everyEntries: 1000}",
            "heap: 256m",
            "jvm_options: [-XX:+UseSerialGC]",
            "data: /disk");

    String yaml = ClusterExport.yaml(state);

    StateHome home = StateHome.from(Map.of("XDG_STATE_HOME", temporary.toString()));
    ClusterState again = new NewCluster(home).create("demo", read(yaml));
    assertAlike(state, again);
    assertEquals("/disk/n2", again.node(new NodeId(2)).overrides().data().orElseThrow());
    assertTrue(yaml.startsWith("# Cluster demo as it is now."), yaml);
    assertTrue(yaml.contains("data folders are pinned"), yaml);
    assertFalse(yaml.contains("counted"), yaml);
  }

  @Test
  void another_program_is_kept_and_its_proxies_are_not() throws Exception {
    ClusterState state =
        make("nodes: 2", "command: node {index}", "ip_prefix: \"http://\"", "peers_dial: both");

    String yaml = ClusterExport.yaml(state);

    assertEquals(state.program().orElseThrow().program(), read(yaml).program().orElseThrow());
    String proxy = Integer.toString(state.program().orElseThrow().proxies().getFirst().port());
    assertFalse(yaml.contains(proxy), yaml);
    assertEquals(
        "http://127.0.0.1",
        Json.parse(ClusterExport.rrmq(state)).objects("addresses").getFirst().text("ip"));
  }

  @Test
  void the_members_are_those_of_today_and_what_they_are_renamed_to_is_said() throws Exception {
    ClusterState state =
        make("nodes: 3")
            .without(List.of(new NodeId(2)))
            .plus(List.of(NodeRecord.joining(new NodeId(4), "127.0.0.1", 4004, 5004)));

    String yaml = ClusterExport.yaml(state);

    assertEquals(3, read(yaml).nodes().size());
    assertEquals(4004, read(yaml).nodes().getLast().port().orElseThrow());
    assertTrue(
        yaml.contains("# Nodes are counted from n1 on: n3 becomes n2, n4 becomes n3.\n"), yaml);
  }

  @Test
  void the_form_of_the_course_has_addresses_and_nothing_else() throws Exception {
    ClusterState state = make("nodes: 2");

    JsonObject json = Json.parse(ClusterExport.rrmq(state));

    assertEquals(List.of("addresses"), List.copyOf(json.fields().keySet()));
    JsonObject second = json.objects("addresses").get(1);
    NodeRecord node = state.node(new NodeId(2));
    assertEquals("127.0.0.1", second.text("ip"));
    assertEquals(node.port(), second.number("port"));
    assertEquals(node.internalPort(), second.number("internal_port"));
    assertEquals(
        ClusterExport.file(state).nodes(),
        new ClusterFileReader(warnings::add).parse(ClusterExport.rrmq(state), true).nodes());
  }

  @Test
  void no_secret_gets_out() throws Exception {
    ClusterState state = make("nodes: 3");

    for (String text : List.of(ClusterExport.yaml(state), ClusterExport.rrmq(state))) {
      for (String secret : List.of(state.secret(), state.adminToken(), state.clusterId())) {
        assertFalse(text.contains(secret), text);
      }
    }
  }
}
