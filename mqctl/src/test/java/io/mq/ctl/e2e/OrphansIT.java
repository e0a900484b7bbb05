package io.mq.ctl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.e2e.Tool.Ended;
import io.mq.shared.json.Json;
import io.mq.shared.json.JsonObject;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Nodes that run and that no state knows, on real processes: {@code doctor} names them, {@code up}
 * points to {@code cluster adopt}, and that takes in what shows that it belongs there.
 */
@Timeout(90)
class OrphansIT {

  private Tool mqctl;

  @BeforeEach
  void start() throws IOException {
    // What a node is started with is what it says of itself: nothing but what these tests want.
    mqctl = new Tool(Map.of("MQ_JAVA_OPTS", ""));
  }

  @AfterEach
  void stop() throws IOException {
    mqctl.close();
  }

  private Path stateFile() {
    return mqctl.folder("demo").resolve("cluster.json");
  }

  private void write(Map<String, Object> state) throws IOException {
    Files.writeString(stateFile(), Json.writePretty(state));
  }

  /** Changes the record of one node, as a restored copy or a killed tool would leave it. */
  private void change(String node, UnaryOperator<Map<String, Object>> changed) throws IOException {
    Map<String, Object> state = new LinkedHashMap<>(mqctl.written("demo").fields());
    List<Object> nodes = new ArrayList<>();
    for (JsonObject each : mqctl.written("demo").objects("nodes")) {
      Map<String, Object> fields = new LinkedHashMap<>(each.fields());
      nodes.add(each.text("node").equals(node) ? changed.apply(fields) : fields);
    }
    state.put("nodes", nodes);
    write(state);
  }

  private static Map<String, Object> withoutPid(Map<String, Object> node) {
    node.remove("pid");
    node.remove("startMillis");
    return node;
  }

  /** One that has ended and that nobody has asked for yet has no command line any more. */
  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).flatMap(process -> process.info().commandLine()).isPresent();
  }

  /** What the doctor says under one heading. */
  private List<JsonObject> findings(String check) throws Exception {
    String rows = mqctl.run("doctor -o json").out();
    return Json.parse("{\"rows\":" + rows + "}").objects("rows").stream()
        .filter(row -> row.text("check", "").equals(check))
        .toList();
  }

  private JsonObject problem(String check) throws Exception {
    List<JsonObject> problems =
        findings(check).stream().filter(row -> row.text("result", "").equals("problem")).toList();
    assertEquals(1, problems.size(), findings(check).toString());
    return problems.getFirst();
  }

  @Test
  void a_node_whose_pid_was_lost_is_named_pointed_to_taken_in_and_stopped() throws Exception {
    mqctl.run("cluster up -n 3 --name demo").done();
    final List<Long> pids = mqctl.pids("demo");
    Ended healthy = mqctl.run("doctor");
    assertEquals(0, healthy.status(), healthy.toString());
    change("n2", OrphansIT::withoutPid);
    long lost = pids.get(1);

    Ended doctor = mqctl.run("doctor");
    assertEquals(1, doctor.status(), doctor.toString());
    JsonObject orphan = problem("orphans");
    assertTrue(orphan.text("found").startsWith("pid " + lost + " "), orphan.toString());
    assertTrue(orphan.text("found").contains("n2 of cluster demo"), orphan.toString());
    assertTrue(orphan.text("advice").contains("mqctl cluster adopt demo"), orphan.toString());

    Ended up = mqctl.run("cluster up --name demo");
    assertEquals(1, up.status(), up.toString());
    assertTrue(up.err().contains("is used by pid " + lost + ", a node of this"), up.toString());
    assertTrue(up.err().contains("mqctl cluster adopt demo"), up.toString());

    Ended purge = mqctl.run("cluster down --purge --cluster demo");
    assertEquals(1, purge.status(), purge.toString());
    assertTrue(purge.err().contains("mqctl cluster adopt demo takes them in"), purge.toString());
    assertTrue(pids.stream().allMatch(OrphansIT::isAlive), "nothing was stopped");

    String table = mqctl.run("cluster adopt").done();
    assertTrue(table.matches("(?s)CLUSTER.*\\ndemo +n2 +" + lost), table);
    assertEquals(pids, mqctl.pids("demo"));
    assertEquals("There is nothing to adopt.\n", mqctl.run("cluster adopt demo").err());
    assertEquals(0, mqctl.run("doctor").status());

    mqctl.run("cluster down").done();
    assertTrue(pids.stream().noneMatch(OrphansIT::isAlive));
  }

  @Test
  void a_state_that_is_gone_is_made_anew_by_what_the_running_nodes_say() throws Exception {
    mqctl.run("cluster up -n 3 --name demo").done();
    mqctl.run("topic create t").done();
    mqctl.run("put t kept").done();
    mqctl.run("kill n3").done();
    JsonObject before = mqctl.written("demo");
    List<Long> pids = mqctl.pids("demo");
    Files.delete(stateFile());

    Ended up = mqctl.run("cluster up --name demo");
    assertEquals(1, up.status(), up.toString());
    assertTrue(up.err().contains("mqctl cluster adopt demo makes it anew."), up.toString());
    assertTrue(problem("states").text("advice").contains("mqctl cluster adopt demo"));

    mqctl.run("cluster adopt demo").done();

    assertEquals(pids.subList(0, 2), mqctl.pids("demo").subList(0, 2));
    JsonObject after = mqctl.written("demo");
    for (String field : List.of("clusterId", "secret", "adminToken", "lastNumber")) {
      assertEquals(before.fields().get(field), after.fields().get(field), field);
    }
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(stateFile())));
    mqctl.run("cluster up --name demo").done();
    assertEquals("kept", mqctl.run("get t").done());
    mqctl.run("cluster down --purge").done();
    assertTrue(pids.stream().noneMatch(OrphansIT::isAlive));
  }

  @Test
  void a_node_of_which_nothing_but_its_data_is_left_is_taken_in_by_its_process_alone()
      throws Exception {
    mqctl.run("cluster up -n 1 --name demo").done();
    mqctl.run("topic create t").done();
    mqctl.run("put t kept").done();
    long pid = mqctl.pids("demo").getFirst();
    final String url = mqctl.clientUrls("demo").getFirst();
    try (Stream<Path> files = Files.walk(mqctl.folder("demo"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().contains("/data/")) {
          Files.delete(file);
        }
      }
    }

    mqctl.run("cluster adopt " + pid).done();

    assertEquals(url, mqctl.clientUrls("demo").getFirst());
    mqctl.run("restart n1").done();
    assertFalse(isAlive(pid));
    assertEquals("kept", mqctl.run("get t").done());
  }

  @Test
  void a_process_that_is_not_what_its_place_asks_for_is_refused_and_left_alone() throws Exception {
    mqctl.run("cluster up -n 1 --name demo").done();
    long pid = mqctl.pids("demo").getFirst();
    JsonObject right = mqctl.written("demo");

    Map<String, Object> other = new LinkedHashMap<>(right.fields());
    other.put("adminToken", "another");
    write(other);
    change("n1", OrphansIT::withoutPid);
    refuses("refused the admin token", pid);

    other = new LinkedHashMap<>(right.fields());
    other.put("clusterId", "another");
    write(other);
    change("n1", OrphansIT::withoutPid);
    refuses("its cluster id is " + right.text("clusterId") + ", and another was expected", pid);

    write(right.fields());
    change("n1", OrphansIT::withoutPid);
    signal("-STOP", pid);
    refuses("is paused and cannot say who it is", pid);
    signal("-CONT", pid);

    write(right.fields());
    Ended known = mqctl.run("cluster adopt " + pid);
    assertEquals(2, known.status(), known.toString());
    assertTrue(known.err().contains("is no orphan"), known.toString());
    Ended nobody = mqctl.run("cluster adopt nobody");
    assertEquals(2, nobody.status(), nobody.toString());
    Files.writeString(stateFile(), "{");
    refuses("Moved away as it is, mqctl cluster adopt demo makes a new one", pid);
  }

  private static void signal(String name, long pid) throws Exception {
    assertEquals(0, new ProcessBuilder("kill", name, Long.toString(pid)).start().waitFor());
  }

  private void refuses(String why, long pid) throws Exception {
    String before = Files.readString(stateFile());
    Ended refused = mqctl.run("cluster adopt");
    assertEquals(1, refused.status(), refused.toString());
    assertTrue(refused.err().contains(why), refused.toString());
    assertEquals(before, Files.readString(stateFile()));
    assertTrue(isAlive(pid));
  }

  @Test
  void nodes_of_another_make_and_the_proxies_between_them_are_taken_in_as_well() throws Exception {
    Path file = Tool.root().resolve("examples/programs/naive.yaml");
    mqctl.run("cluster up --name demo -f " + file).done();
    final List<Long> pids = mqctl.pids("demo");
    final long proxies = mqctl.proxiesPid("demo");
    change("n1", OrphansIT::withoutPid);
    Map<String, Object> state = new LinkedHashMap<>(mqctl.written("demo").fields());
    state.put("program", withoutPid(mqctl.written("demo").object("program").fields()));
    write(state);
    long lost =
        findings("orphans").stream()
            .filter(row -> row.text("advice", "").contains("mqctl cluster adopt demo"))
            .count();
    assertEquals(2, lost, findings("orphans").toString());

    mqctl.run("cluster adopt demo").done();

    assertEquals(pids, mqctl.pids("demo"));
    assertEquals(proxies, mqctl.proxiesPid("demo"));
    Files.delete(stateFile());
    Ended refused = mqctl.run("cluster adopt demo");
    assertEquals(1, refused.status(), refused.toString());
    assertTrue(refused.err().contains("; kill " + pids.getFirst() + " stops it."), refused.err());
    assertTrue(pids.stream().allMatch(OrphansIT::isAlive));
  }

  @Test
  void a_node_that_was_started_by_hand_becomes_a_cluster_when_it_is_named() throws Exception {
    Path folder = Files.createDirectory(mqctl.state().resolve("hand"));
    List<Integer> ports = FreePorts.find(2);
    Path config = folder.resolve("mine.json");
    Files.writeString(
        config,
        "{\"addresses\":[{\"ip\":\"127.0.0.1\",\"port\":%d,\"internal_port\":%d}]}"
            .formatted(ports.get(0), ports.get(1)));
    ProcessBuilder builder =
        new ProcessBuilder(
            Tool.root().resolve("mqnode/bin/mqnode").toString(), config.toString(), "0");
    builder.directory(folder.toFile());
    builder.environment().put("MQ_CLUSTER_SECRET", "a secret");
    builder.environment().put("MQ_ADMIN_TOKEN", "a token");
    Redirect log = Redirect.appendTo(folder.resolve("log").toFile());
    Process node = builder.redirectErrorStream(true).redirectOutput(log).start();
    try {
      String adopt = "cluster adopt " + node.pid();
      Wait.until(
          "the node takes calls",
          Duration.ofSeconds(20),
          () -> ports.stream().allMatch(OrphansIT::isListenedAt));
      assertTrue(findings("orphans").toString().contains(adopt + " --as NAME"));
      Ended unnamed = mqctl.run(adopt);
      assertEquals(1, unnamed.status(), unnamed.toString());
      assertTrue(unnamed.err().contains("was started by hand"), unnamed.toString());

      mqctl.run(adopt + " --as mine").done();

      mqctl.run("topic create t").done();
      mqctl.run("put t kept").done();
      mqctl.run("restart n1").done();
      assertFalse(node.isAlive());
      assertEquals("kept", mqctl.run("get t").done());
    } finally {
      node.destroyForcibly().waitFor();
    }
  }

  private static boolean isListenedAt(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void a_port_that_another_has_taken_and_a_secret_that_others_may_read_are_problems()
      throws Exception {
    mqctl.run("cluster up -n 1 --name demo").done();
    mqctl.run("kill n1").done();
    int port = (int) mqctl.written("demo").objects("nodes").getFirst().number("port");
    Files.setPosixFilePermissions(stateFile(), PosixFilePermissions.fromString("rw-r--r--"));
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));

      JsonObject pinned = problem("pinned ports");

      long self = ProcessHandle.current().pid();
      assertTrue(pinned.text("found").startsWith("port " + port + " of n1"), pinned.toString());
      assertTrue(pinned.text("found").contains("is used by pid " + self), pinned.toString());
      assertTrue(pinned.text("advice").endsWith("kill " + self), pinned.toString());
      Ended up = mqctl.run("cluster up --name demo");
      assertTrue(up.err().contains("is used by pid " + self + " ("), up.toString());
    }
    assertEquals("chmod 600 " + stateFile(), problem("secrets").text("advice"));
    Optional<JsonObject> gone = findings("states").stream().findFirst();
    assertTrue(gone.orElseThrow().text("found").contains("is down without having been stopped"));
  }
}
