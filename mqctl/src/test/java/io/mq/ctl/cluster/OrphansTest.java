package io.mq.ctl.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.cluster.Orphan.Standing;
import io.mq.ctl.cluster.Orphans.Written;
import io.mq.shared.config.ClusterFile;
import io.mq.shared.config.OtherProgram;
import io.mq.shared.config.PeerPort;
import io.mq.shared.id.NodeId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which processes belong to no cluster that knows them; judged on a table of processes. */
class OrphansTest {

  private static final StateHome HOME = StateHome.from(Map.of("XDG_STATE_HOME", "/s"));
  private static final Path DEMO = HOME.folder("demo").path();
  private static final long START = 1_000_000;

  private static OwnProcess process(long pid, long parent, Path folder, String words) {
    ProcessIdentity identity = new ProcessIdentity(pid, START);
    return new OwnProcess(identity, parent, Arrays.asList(words.split(" ")), folder);
  }

  private static OwnProcess node(long pid, Path cluster, String id) {
    Path folder = cluster.resolve(id);
    return process(
        pid,
        1,
        folder,
        "java io.mq.node.main.MqNode " + folder + "/config.json 0 --data " + folder + "/data");
  }

  private static ClusterState state(long... pids) {
    ClusterState state = new NewCluster(HOME).create("demo", ClusterFile.ofSize(pids.length));
    for (int i = 0; i < pids.length; i++) {
      Optional<ProcessIdentity> process =
          pids[i] == 0 ? Optional.empty() : Optional.of(new ProcessIdentity(pids[i], START));
      state = state.with(new NodeId(i + 1), process);
    }
    return state;
  }

  private static List<Orphan> among(Written written, OwnProcess... processes) {
    return Orphans.among(List.of(processes), _ -> written);
  }

  @Test
  void a_node_whose_pid_is_written_down_is_none_and_one_whose_pid_is_lost_is() {
    List<Orphan> orphans =
        among(new Written.Down(state(11, 0)), node(11, DEMO, "n1"), node(12, DEMO, "n2"));

    assertEquals(List.of(12L), orphans.stream().map(Orphan::pid).toList());
    assertEquals(Standing.UNKNOWN, orphans.getFirst().standing());
    assertEquals("n2", orphans.getFirst().part().describe());
    assertTrue(HOME.isHere(orphans.getFirst()));
  }

  @Test
  void the_same_pid_with_another_start_is_another_process() {
    ClusterState old = state(11).with(new NodeId(1), Optional.of(new ProcessIdentity(11, 5)));

    assertEquals(1, among(new Written.Down(old), node(11, DEMO, "n1")).size());
    assertTrue(new ProcessIdentity(11, START).isSame(new ProcessIdentity(11, START + 1_500)));
    assertFalse(new ProcessIdentity(11, START).isSame(new ProcessIdentity(12, START)));
  }

  @Test
  void without_a_state_that_can_be_read_all_nodes_are() {
    OwnProcess node = node(11, DEMO, "n1");

    assertEquals(Standing.NO_STATE, among(new Written.Nothing(), node).getFirst().standing());
    assertEquals(Standing.UNREADABLE, among(new Written.Unreadable(), node).getFirst().standing());
  }

  @Test
  void a_node_of_another_state_folder_is_held_against_the_state_there() {
    Path elsewhere = Path.of("/t/mqctl/clusters/demo");
    List<Path> asked = new ArrayList<>();

    List<Orphan> orphans =
        Orphans.among(
            List.of(node(11, elsewhere, "n1")),
            folder -> {
              asked.add(folder);
              return new Written.Nothing();
            });

    assertEquals(List.of(elsewhere), asked);
    assertFalse(HOME.isHere(orphans.getFirst()));
    assertEquals(Optional.of(Path.of("/t")), StateHome.baseOf(elsewhere));
  }

  @Test
  void a_node_that_was_started_by_hand_is_one_of_its_own_kind() {
    OwnProcess node = process(11, 1, Path.of("/h"), "java io.mq.node.main.MqNode my.json 0");

    Orphan orphan = among(new Written.Nothing(), node).getFirst();

    assertEquals(Standing.BY_HAND, orphan.standing());
    assertEquals(Optional.empty(), orphan.clusterName());
  }

  @Test
  void what_is_no_part_of_a_cluster_is_none_even_if_it_runs_in_a_nodes_folder() {
    Path folder = DEMO.resolve("n1");

    assertEquals(
        List.of(),
        among(
            new Written.Nothing(),
            process(11, 1, folder, "bash"),
            process(12, 1, folder, "tail -f log"),
            process(13, 1, Path.of("/"), "vi " + folder + "/config.json")));
  }

  @Test
  void a_program_of_another_make_goes_with_what_it_has_started_and_with_its_proxies() {
    OtherProgram program =
        new OtherProgram(List.of("run.py", "{config}", "{index}"), "", PeerPort.INTERNAL_PORT);
    ClusterState mqnodes = state(0);
    ClusterState state =
        new ClusterState(
            "demo",
            "demo-1",
            "secret",
            "token",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.of(new ProgramState(program, 4_000, List.of(), Optional.empty())),
            mqnodes.nodes());
    Path folder = DEMO.resolve("n1");
    String arguments = " " + folder + "/config.json 0";

    List<Orphan> orphans =
        among(
            new Written.Down(state),
            process(11, 1, folder, "python3 run.py" + arguments),
            process(12, 11, folder, "python3 run.py" + arguments),
            process(13, 1, folder, "python3 other.py"),
            process(14, 1, DEMO, "java io.mq.ctl.main.MqCtl proxies " + DEMO + "/proxies.json"));

    assertEquals(List.of(11L, 14L), orphans.stream().map(Orphan::pid).toList());
    assertEquals("n1", orphans.getFirst().part().describe());
    assertEquals("the proxies", orphans.getLast().part().describe());
  }

  @Test
  void a_process_is_described_without_the_flags_of_its_jvm() {
    assertEquals(
        "pid 11 (io.mq.node.main.MqNode my.json 0)",
        process(11, 1, DEMO, "/j/bin/java -Xmx5m -cp a:b io.mq.node.main.MqNode my.json 0")
            .describe());
    assertEquals("pid 12 (sleep 5)", process(12, 1, DEMO, "sleep 5").describe());
  }
}
