package io.mq.ctl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.shared.check.QueueChecker;
import io.mq.shared.check.Verdict;
import io.mq.shared.history.HistoryBuilder;
import io.mq.shared.history.HistoryHeader;
import io.mq.shared.history.HistoryRecorder;
import io.mq.shared.history.OperationKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Three nodes of another make, in Python: started, cut, healed and stopped by the same commands as
 * mqnode, and convicted of what they do wrong.
 */
@Timeout(90)
class ProgramsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HistoryBuilder history = new HistoryBuilder(HistoryHeader.ofSeed(1));
  private final HistoryRecorder recorder = new HistoryRecorder(history);
  private Tool mqctl;

  @BeforeEach
  void start() throws Exception {
    mqctl = new Tool();
    mqctl.run("cluster up -f " + Tool.root().resolve("examples/programs/naive.yaml")).done();
    mqctl.run("topic create t").done();
  }

  @AfterEach
  void stop() throws IOException {
    mqctl.close();
  }

  private void put(String message) throws Exception {
    long op = recorder.invoke(System.nanoTime(), "c", OperationKind.ENQUEUE, "t", message);
    mqctl.run("put t " + message).done();
    recorder.ok(System.nanoTime(), op, null, null, 201);
  }

  private String get(String node) throws Exception {
    long op = recorder.invoke(System.nanoTime(), "c", OperationKind.DEQUEUE, "t", null);
    String message = mqctl.run("get t --node " + node).done();
    recorder.ok(System.nanoTime(), op, message, node, 200);
    return message;
  }

  private void awaitRole(String node, String role) throws Exception {
    Wait.until(node + " is a " + role, PATIENCE, () -> status(node).contains(" " + role + " "));
  }

  private String status(String node) {
    try {
      return mqctl.run("status").out().lines().filter(l -> l.startsWith(node)).findAny().orElse("");
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  private List<String> faults() throws Exception {
    return mqctl.run("fault list").done().lines().skip(1).toList();
  }

  @Test
  void a_naive_program_is_cut_in_two_healed_and_convicted() throws Exception {
    final long proxies = mqctl.proxiesPid("naive");
    put("a");
    put("b");
    awaitRole("n1", "leader");

    // The others take n1 for dead, and n1 goes on undisturbed.
    mqctl.run("", "partition", "n1 | n2 n3").done();
    awaitRole("n2", "leader");
    assertEquals("a", get("n1"));
    assertEquals("a", get("n2"));
    assertEquals(3, faults().size());

    mqctl.run("heal").done();
    awaitRole("n2", "follower");
    mqctl.run("wait leader").done();
    assertEquals(List.of(), faults());

    Verdict verdict = new QueueChecker().check(history.build()).verdict();
    assertInstanceOf(Verdict.Violated.class, verdict);
    assertTrue(verdict.line().contains("DUPLICATE"), verdict.line());

    assertEquals(proxies, mqctl.proxiesPid("naive"), "it outlives each call of the tool");
    assertTrue(isAlive(proxies));
    mqctl.run("cluster down").done();
    // Whoever inherits the process may take a moment to bury it.
    Wait.until("down has ended the proxies as well", PATIENCE, () -> !isAlive(proxies));
  }

  @Test
  void what_one_node_says_to_another_is_cut_and_the_other_way_goes_on() throws Exception {
    awaitRole("n1", "leader");
    mqctl.run("fault add block --from n1 --to n2").done();
    // Laid at both ends, of which each would do.
    List<String> laid = faults();
    assertFalse(laid.isEmpty());
    assertTrue(
        laid.stream().allMatch(l -> l.matches(".*block (out n2|in n1) .*")), laid.toString());

    // n2 hears nothing of n1, answers included, and takes it for dead; n1 hears n2.
    awaitRole("n2", "leader");
    assertTrue(status("n1").contains(" leader "), status("n1"));
    mqctl.run("put t from-n1 --node n1").done();
    mqctl.run("put t from-n2 --node n2").done();
    assertEquals("from-n1", mqctl.run("get t --node n1").done());
    assertEquals("from-n2", mqctl.run("get t --node n1").done());
    assertEquals("from-n2", mqctl.run("get t --node n2").done());
    assertEquals(1, mqctl.run("get t --node n2").status(), "n2 was never told of from-n1");

    mqctl.run("heal").done();
    awaitRole("n2", "follower");
    assertEquals(List.of(), faults());
    mqctl.run("put t healed --node n1").done();
    mqctl.run("kill n1").done();
    awaitRole("n2", "leader");
    assertEquals("healed", mqctl.run("get t --node n2").done());
  }

  @Test
  void links_are_slow_or_lossy_until_they_are_healed_and_streams_are_not_reordered()
      throws Exception {
    awaitRole("n1", "leader");
    // Each is enough for n2 to hear from n1 too late, or not at all.
    for (String fault : List.of("delay --delay 2s", "drop --rate 100%", "reset --rate 100%")) {
      mqctl.run("fault add " + fault + " --from n1 --to n2").done();
      awaitRole("n2", "leader");
      mqctl.run("heal").done();
      awaitRole("n2", "follower");
    }
    for (String fault : List.of("duplicate", "reorder")) {
      Tool.Ended refused = mqctl.run("fault add " + fault + " --from n1 --to n2");
      assertEquals(1, refused.status(), refused.toString());
      assertTrue(refused.err().contains("block, delay, drop, reset and bandwidth"), refused.err());
    }
    assertEquals(List.of(), faults());
  }

  @Test
  void a_leader_is_killed_and_a_cut_ends_with_its_lease() throws Exception {
    mqctl.run("kill-leader").done();
    mqctl.run("wait leader").done();
    assertEquals("n2", mqctl.run("select leader").done());
    put("a");
    mqctl.run("start all").done();
    awaitRole("n2", "follower");

    mqctl.run("", "partition", "n1 | n2 n3", "--lease", "3s").done();
    awaitRole("n2", "leader");
    awaitRole("n2", "follower");

    assertEquals(List.of(), faults());
  }
}
