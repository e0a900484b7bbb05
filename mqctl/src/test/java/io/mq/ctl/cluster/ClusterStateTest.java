package io.mq.ctl.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.shared.config.ClusterFile;
import io.mq.shared.config.NodeSnapshots;
import io.mq.shared.config.NodeTiming;
import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written down about clusters, and how one is singled out. */
class ClusterStateTest {

  @TempDir Path temporary;

  private StateHome home() {
    return StateHome.from(Map.of("XDG_STATE_HOME", temporary.toString()));
  }

  private ClusterState make(String name, int nodes) {
    ClusterState state = new NewCluster(home()).create(name, ClusterFile.ofSize(nodes));
    ClusterFolder folder = home().folder(name);
    folder.prepare(state);
    folder.save(state);
    return state;
  }

  @Test
  void what_is_saved_is_loaded_again() {
    ClusterState state =
        new ClusterState(
            "demo",
            "demo-1",
            "secret",
            "token",
            Optional.of(NodeTiming.DEFAULT),
            Optional.of(new NodeSnapshots(1 << 20, 1_000)),
            Optional.of("256m"),
            List.of("-Xint"),
            Optional.empty(),
            List.of(
                new NodeRecord(
                    new NodeId(1),
                    "127.0.0.1",
                    4001,
                    5001,
                    Optional.of(new ProcessIdentity(42, 1_000))),
                new NodeRecord(new NodeId(2), "127.0.0.1", 4002, 5002, Optional.empty())));
    ClusterFolder folder = home().folder("demo");
    folder.prepare(state);

    folder.save(state);

    assertEquals(Optional.of(state), folder.load());
  }

  @Test
  void a_number_stays_used_when_its_node_is_gone() {
    ClusterState state = make("demo", 3).without(List.of(new NodeId(3)));
    ClusterFolder folder = home().folder("demo");

    folder.write(state);

    assertEquals(3, folder.load().orElseThrow().lastNumber());
    assertEquals("n1, n2", state.nodeNames());
  }

  @Test
  void nodes_that_come_and_go_are_found_by_their_place_in_the_file() {
    ClusterState state =
        make("demo", 3)
            .without(List.of(new NodeId(2)))
            .plus(List.of(NodeRecord.joining(new NodeId(4), "127.0.0.1", 4004, 5004)));

    assertEquals(2, state.indexOf(new NodeId(4)));
    assertTrue(NodeConfigJson.write(state).contains("\"n4\""), "the file says which node it is");
    assertTrue(state.node(new NodeId(4)).joins());
    assertFalse(state.node(new NodeId(4)).hasData());
    assertTrue(state.with(state.node(new NodeId(4)).withData()).node(new NodeId(4)).hasData());
  }

  @Test
  void the_file_with_the_secrets_is_for_its_owner_alone() throws IOException {
    make("demo", 3);

    Path file = temporary.resolve("mqctl/clusters/demo/cluster.json");

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void a_damaged_file_is_refused_in_a_sentence() throws IOException {
    make("demo", 3);
    Files.writeString(temporary.resolve("mqctl/clusters/demo/cluster.json"), "{\"version\":1");

    ClusterException refused =
        assertThrows(ClusterException.class, () -> home().folder("demo").load());

    assertEquals(ClusterException.Kind.FAILED, refused.kind());
    assertTrue(refused.getMessage().contains("cluster.json cannot be used"));
  }

  @Test
  void no_two_clusters_are_given_the_same_port() {
    TreeSet<Integer> ports = new TreeSet<>();
    for (String name : List.of("a", "b", "c")) {
      for (NodeRecord node : make(name, 5).nodes()) {
        ports.add(node.port());
        ports.add(node.internalPort());
      }
    }

    assertEquals(30, ports.size());
  }

  @Test
  void two_clusters_share_no_secret() {
    ClusterState a = make("a", 1);
    ClusterState b = make("b", 1);

    assertFalse(a.secret().equals(b.secret()) || a.adminToken().equals(b.adminToken()));
    assertFalse(a.secret().equals(a.adminToken()));
  }

  @Test
  void the_only_cluster_is_meant_when_none_is_named() {
    make("demo", 1);

    assertEquals("demo", home().choose(Optional.empty()).name());
  }

  @Test
  void of_several_clusters_one_must_be_named() {
    make("a", 1);
    make("b", 1);

    ClusterException refused =
        assertThrows(ClusterException.class, () -> home().choose(Optional.empty()));

    assertEquals(
        "several clusters exist (a, b); say which with --cluster NAME, or choose one with mqctl"
            + " cluster use NAME.",
        refused.getMessage());
    assertEquals("b", home().choose(Optional.of("b")).name());
  }

  @Test
  void the_cluster_in_use_is_meant_unless_another_is_named() {
    make("a", 1);
    make("b", 1);

    home().use("a");

    assertEquals("a", home().choose(Optional.empty()).name());
    assertEquals("b", home().choose(Optional.of("b")).name());
    assertEquals(Optional.empty(), home().forgetIfGone());
  }

  @Test
  void a_dash_goes_back_and_forth_between_the_last_two() {
    make("a", 1);
    make("b", 1);
    assertThrows(ClusterException.class, () -> home().usePrevious());
    home().use("a");
    home().use("b");
    home().use("b");

    assertEquals("a", home().usePrevious().name());
    assertEquals("b", home().usePrevious().name());
  }

  @Test
  void a_cluster_in_use_that_is_gone_is_forgotten_and_the_one_before_is_not() {
    make("a", 1);
    make("b", 1);
    home().use("b");
    home().use("a");
    home().folder("a").delete();

    assertEquals("b", home().choose(Optional.empty()).name(), "the only one there is");
    assertEquals(Optional.of("a"), home().forgetIfGone());
    assertEquals(Optional.empty(), home().forgetIfGone());
    assertEquals("b", home().usePrevious().name());
  }

  @Test
  void a_choice_of_no_cluster_is_refused_and_changes_nothing() {
    make("a", 1);
    home().use("a");

    assertEquals(
        "there is no cluster x; mqctl cluster list shows those there are.",
        assertThrows(ClusterException.class, () -> home().use("x")).getMessage());

    assertEquals(new ClusterInUse(Optional.of("a"), Optional.empty()), home().choice());
  }

  @Test
  void a_damaged_choice_is_refused_in_a_sentence_that_says_what_to_do() throws IOException {
    make("a", 1);
    Files.writeString(temporary.resolve("mqctl/use.json"), "a");

    ClusterException refused =
        assertThrows(ClusterException.class, () -> home().choose(Optional.empty()));

    assertTrue(refused.getMessage().contains("Remove it"), refused.getMessage());
  }

  @Test
  void without_any_cluster_the_next_step_is_named() {
    assertEquals(
        "there is no cluster yet; mqctl cluster up starts one.",
        assertThrows(ClusterException.class, () -> home().choose(Optional.empty())).getMessage());
    assertThrows(ClusterException.class, () -> home().choose(Optional.of("x")));
  }

  @Test
  void a_name_that_would_leave_the_folder_is_refused() {
    for (String name : List.of("", "..", "a/b", "-x", ".hidden")) {
      assertThrows(ClusterException.class, () -> home().folder(name), name);
    }
  }

  @Test
  void a_process_is_alive_only_as_the_one_that_was_started() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    try {
      ProcessIdentity identity = Processes.identify(process.toHandle()).orElseThrow();
      ProcessIdentity impostor =
          new ProcessIdentity(identity.pid(), identity.startMillis() - 60_000);

      assertTrue(Processes.isAlive(identity));
      assertFalse(Processes.isAlive(impostor));
      assertFalse(Processes.signal(impostor, Processes.Signal.KILL));

      assertTrue(Processes.signal(identity, Processes.Signal.STOP));
      awaitPaused(identity, true);
      assertTrue(Processes.signal(identity, Processes.Signal.CONT));
      awaitPaused(identity, false);
      assertTrue(Processes.signal(identity, Processes.Signal.KILL));
      assertTrue(Processes.awaitEnd(identity, 5_000));
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static void awaitPaused(ProcessIdentity identity, boolean paused) {
    long end = System.nanoTime() + 5_000_000_000L;
    while (Processes.isPaused(identity) != paused) {
      assertTrue(System.nanoTime() - end < 0, "not within 5 s: paused " + paused);
      Waiting.pause(5);
    }
  }
}
