package io.mq.ctl.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.shared.config.ClusterFile;
import io.mq.shared.config.ClusterFileReader;
import io.mq.shared.config.OtherProgram;
import io.mq.shared.config.PeerPort;
import io.mq.shared.id.NodeId;
import io.mq.shared.json.Json;
import io.mq.shared.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is decided and written down about a cluster of another make. */
class OtherProgramTest {

  private static final NodeId N1 = new NodeId(1);
  private static final NodeId N2 = new NodeId(2);

  @TempDir Path temporary;

  private ClusterState make(PeerPort peersDial) throws Exception {
    StateHome home = StateHome.from(Map.of("XDG_STATE_HOME", temporary.toString()));
    ClusterFile file =
        new ClusterFileReader(_ -> {})
            .parse(
                "nodes: 3\n"
                    + "command: node {index} {port} {data}/x\n"
                    + "ip_prefix: \"http://\"\n"
                    + "peers_dial: "
                    + peersDial.word(),
                false);
    ClusterState state = new NewCluster(home).create("other", file);
    ClusterFolder folder = home.folder("other");
    folder.prepare(state);
    folder.writeConfig(state);
    folder.save(state);
    assertEquals(Optional.of(state), folder.load());
    return state;
  }

  private static List<JsonObject> addresses(ClusterState state, int node) throws IOException {
    return Json.parse(OtherConfigJson.write(state, state.node(new NodeId(node))))
        .objects("addresses");
  }

  @Test
  void each_node_finds_itself_at_its_own_ports_and_the_others_at_proxies() throws Exception {
    ClusterState state = make(PeerPort.INTERNAL_PORT);
    ProgramState program = state.program().orElseThrow();

    List<JsonObject> seen = addresses(state, 1);

    assertEquals("http://127.0.0.1", seen.getFirst().text("ip"));
    assertEquals(state.node(N1).internalPort(), seen.getFirst().number("internal_port"));
    assertEquals(state.node(N2).port(), seen.get(1).number("port"));
    assertEquals(
        program.port(N1, N2, PeerPort.INTERNAL_PORT).orElseThrow().longValue(),
        seen.get(1).number("internal_port"));
    assertNotEquals(
        addresses(state, 3).get(1).number("internal_port"), seen.get(1).number("internal_port"));
  }

  @Test
  void every_ordered_pair_has_a_proxy_for_each_port_that_is_dialled() throws Exception {
    assertEquals(6, make(PeerPort.PORT).program().orElseThrow().proxies().size());
    ClusterState both = make(PeerPort.BOTH);
    List<Integer> ports = new ArrayList<>();
    both.program().orElseThrow().proxies().forEach(proxy -> ports.add(proxy.port()));
    both.nodes().forEach(node -> ports.addAll(List.of(node.port(), node.internalPort())));
    Set<Integer> different = new HashSet<>(ports);

    assertEquals(12 + 6, ports.size());
    assertEquals(ports.size(), different.size());
  }

  @Test
  void a_node_is_started_with_what_is_its_own() throws Exception {
    ClusterState state = make(PeerPort.PORT);
    ClusterFolder folder = new ClusterFolder(temporary.resolve("other"));
    OtherProgram program = state.program().orElseThrow().program();

    List<String> command =
        NodeProgram.find(Map.of(), Optional.of(program)).command(folder, state, state.node(N2));

    assertEquals(
        List.of(
            "node", "1", Integer.toString(state.node(N2).port()), temporary + "/other/n2/data/x"),
        command);
  }

  @Test
  void admin_calls_go_to_the_stand_in_and_clients_ask_for_the_leader() throws Exception {
    ClusterState state = make(PeerPort.PORT);

    assertEquals(
        "http://127.0.0.1:" + state.program().orElseThrow().controlPort() + "/n2",
        state.node(N2).adminUrl());
    assertTrue(state.clientSettings().asksForLeader());
  }
}
