package io.mq.ctl.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.cluster.UpPlan.Condition;
import io.mq.shared.config.ClusterFile;
import io.mq.shared.config.ClusterFileReader;
import io.mq.shared.config.InitialState;
import io.mq.shared.config.NodeTiming;
import io.mq.shared.id.NodeId;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would be started, found out without touching anything. */
class PlanningTest {

  private static final NodeId N1 = new NodeId(1);

  @TempDir Path temporary;

  /** Any program stands for mqnode, for none is started. */
  private Clusters clusters() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("XDG_STATE_HOME", temporary.toString());
    environment.put("MQNODE", "/bin/sh");
    environment.put("MQ_HEAP", "64m");
    environment.put("MQ_CLUSTER_SECRET", "of the tool's own environment");
    return new Clusters(environment);
  }

  private static Optional<ClusterFile> file(String... lines) throws Exception {
    return Optional.of(new ClusterFileReader(_ -> {}).parse(String.join("\n", lines), false));
  }

  private List<Path> files() throws Exception {
    try (Stream<Path> files = Files.walk(temporary)) {
      return files.filter(file -> !file.equals(temporary)).toList();
    }
  }

  private ClusterState make(String... lines) throws Exception {
    ClusterFile file = file(lines).orElseThrow();
    ClusterState state = new NewCluster(clusters().home()).create("demo", file);
    clusters().home().folder("demo").writeInitial(file);
    clusters().home().folder("demo").write(state);
    return state;
  }

  @Test
  void a_new_cluster_is_told_with_all_its_settings_and_nothing_is_made() throws Exception {
    UpPlan plan =
        clusters()
            .plan(
                "demo",
                file(
                    "nodes:",
                    "  - term: 2",
                    "    log: [1, 2]",
                    "    heap: 1g",
                    "    jvm_options: [-Xint]",
                    "    data: /fast/n1",
                    "    timing: {electionMinMillis: 2000, electionMaxMillis: 3000}",
                    "  - {}",
                    "jvm_options: [-Da=b]"));

    assertEquals(List.of(), files());
    assertTrue(plan.isNew());
    assertEquals(List.of(N1, new NodeId(2)), plan.toBeStarted());
    UpPlan.Node first = plan.nodes().getFirst();
    Path folder = temporary.resolve("mqctl/clusters/demo/n1");
    assertEquals(Condition.NEW, first.condition());
    assertEquals(Optional.empty(), first.port());
    assertEquals(Optional.empty(), first.internalPort());
    assertEquals("/fast/n1", first.data());
    assertEquals(Optional.of("1g"), first.heap());
    assertEquals(List.of("-Da=b", "-Xint"), first.jvmOptions());
    assertEquals(Optional.of(new NodeTiming(10, 50, 2_000, 3_000)), first.timing());
    assertEquals(
        Optional.of(
            new InitialState(
                2, List.of(InitialState.Entry.ofTerm(1), InitialState.Entry.ofTerm(2)))),
        first.initial());
    assertEquals(
        List.of(
            "/bin/sh",
            folder.resolve("config.json").toString(),
            "0",
            "--data",
            folder.resolve("data").toString(),
            "--initial",
            folder.resolve("initial.json").toString()),
        first.command());
  }

  @Test
  void variables_are_told_as_the_node_will_have_them_and_secrets_are_not() throws Exception {
    UpPlan plan = clusters().plan("demo", file("nodes: 1", "jvm_options: [-Xint]"));

    assertEquals(
        Map.of(
            "MQ_CLUSTER_SECRET",
            UpPlan.SECRET,
            "MQ_ADMIN_TOKEN",
            UpPlan.SECRET,
            "MQ_HEAP",
            "64m",
            "MQ_JAVA_OPTS",
            "-Xint"),
        plan.nodes().getFirst().environment());
  }

  /** What is planned for a cluster that exists is what its nodes are started with. */
  @Test
  void a_cluster_that_exists_is_told_as_it_would_be_started() throws Exception {
    ClusterState state = make("nodes:", "  - {log: [1], heap: 128m}", "  - {}");
    NodeProgram program = NodeProgram.find(Map.of("MQNODE", "/bin/sh"), Optional.empty());
    ClusterFolder folder = clusters().home().folder("demo");
    final List<Path> before = files();

    UpPlan plan = clusters().plan("demo", Optional.empty());

    assertFalse(plan.isNew());
    assertEquals(before, files());
    for (UpPlan.Node node : plan.nodes()) {
      NodeRecord record = state.node(node.id());
      assertEquals(Condition.DOWN, node.condition());
      assertEquals(Optional.of(record.port()), node.port());
      assertEquals(Optional.of(record.internalPort()), node.internalPort());
      assertEquals(program.command(folder, state, record), node.command());
    }
    assertEquals(Optional.of("128m"), plan.nodes().getFirst().heap());
    assertEquals(1, plan.nodes().getFirst().initial().orElseThrow().term());
    assertFalse(plan.toString().contains(state.secret()));
    assertFalse(plan.toString().contains(state.adminToken()));
  }

  @Test
  void a_node_that_runs_is_told_with_its_pid_and_left_alone() throws Exception {
    ClusterState state = make("nodes: 2");
    Process process = new ProcessBuilder("sleep", "60").start();
    try {
      ProcessIdentity identity = Processes.identify(process.toHandle()).orElseThrow();
      clusters().home().folder("demo").save(state.with(N1, Optional.of(identity)));

      UpPlan plan = clusters().plan("demo", Optional.empty());

      assertEquals(Condition.RUNNING, plan.nodes().getFirst().condition());
      assertEquals(Optional.of(process.pid()), plan.nodes().getFirst().pid());
      assertEquals(List.of(new NodeId(2)), plan.toBeStarted());
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void another_program_is_told_with_names_for_the_ports_that_are_not_chosen_yet() throws Exception {
    UpPlan plan =
        clusters()
            .plan(
                "demo",
                file(
                    "nodes:",
                    "  - {internal_port: 5001}",
                    "  - {}",
                    "command: node {index} {port} {internal_port}"));

    assertTrue(plan.needsProxies());
    assertEquals(List.of("node", "0", "{port}", "5001"), plan.nodes().getFirst().command());
    assertEquals(Map.of(), plan.nodes().getFirst().environment());
    assertEquals(List.of(), files());
  }

  @Test
  void a_port_that_is_taken_is_told_beforehand() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      UpPlan plan =
          clusters().plan("demo", file("nodes:", "  - {port: " + taken.getLocalPort() + "}"));

      ClusterException trouble = plan.trouble().orElseThrow();
      assertEquals(ClusterException.Kind.FAILED, trouble.kind());
      assertEquals(
          "port "
              + taken.getLocalPort()
              + " of n1 is used by another program; stop that one first, for ports are pinned.",
          trouble.getMessage());
    }
  }

  @Test
  void what_does_not_fit_the_cluster_is_refused_as_up_refuses_it() throws Exception {
    make("nodes: 2");

    String planned =
        assertThrows(ClusterException.class, () -> clusters().plan("demo", file("nodes: 3")))
            .getMessage();

    assertEquals(
        assertThrows(
                ClusterException.class,
                () -> clusters().up("demo", file("nodes: 3"), 1_000, Progress.NONE))
            .getMessage(),
        planned);
  }
}
