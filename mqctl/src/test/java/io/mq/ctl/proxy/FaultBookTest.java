package io.mq.ctl.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.proxy.Passage.Fate;
import io.mq.shared.fault.Block;
import io.mq.shared.fault.Delay;
import io.mq.shared.fault.Direction;
import io.mq.shared.fault.Drop;
import io.mq.shared.fault.Duplicate;
import io.mq.shared.fault.FaultSpec;
import io.mq.shared.fault.MessageType;
import io.mq.shared.fault.NetworkEffect;
import io.mq.shared.fault.Reset;
import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which faults hold for which way, and until when. */
class FaultBookTest {

  private static final NodeId N1 = new NodeId(1);
  private static final NodeId N2 = new NodeId(2);
  private static final NodeId N3 = new NodeId(3);

  private final List<String> log = new ArrayList<>();
  private final FaultBook book =
      new FaultBook((node, text) -> log.add(node + " " + text.replaceAll("seed -?\\d+", "seed")));

  private static FaultSpec fault(NetworkEffect effect) {
    return FaultSpec.network(effect, 60_000);
  }

  private boolean isBlocked(NodeId from, NodeId to) {
    return book.draw(from, to).blocked();
  }

  @Test
  void a_one_way_cut_holds_for_one_way_between_those_two() {
    book.add(N1, List.of(fault(new Block()).with(Direction.OUT).between(List.of(N2))));

    assertTrue(isBlocked(N1, N2));
    assertFalse(isBlocked(N2, N1));
    assertFalse(isBlocked(N1, N3));
  }

  @Test
  void a_cut_of_a_node_in_both_directions_from_all_is_a_cut_seen_from_either_end() {
    book.add(N1, List.of(fault(new Block())));

    assertTrue(isBlocked(N1, N2) && isBlocked(N2, N1) && isBlocked(N3, N1));
    assertFalse(isBlocked(N2, N3));
  }

  @Test
  void a_fault_lasts_for_as_long_as_its_lease_is_renewed() {
    book.add(N1, List.of(FaultSpec.network(new Block(), 200)));

    assertEquals(List.of(), book.renew(N2, List.of("f1"), 60_000));
    assertTrue(book.renew(N1, List.of("f1"), 60_000).getFirst().remainingMillis() > 1_000);
    assertTrue(book.renew(N1, List.of("f1"), 1).getFirst().remainingMillis() > 1_000);
    assertEquals(List.of("f1"), book.lift(N1, "f1").stream().map(view -> view.id()).toList());
    assertEquals(List.of(), book.renew(N1, List.of("f1"), 60_000));
  }

  @Test
  void each_node_lists_and_lifts_its_own() {
    book.add(N1, List.of(fault(new Block())));
    book.add(N2, List.of(fault(new Delay(5, 0))));

    assertEquals(List.of("f1"), book.list(N1).stream().map(view -> view.id()).toList());
    assertEquals(1, book.liftAll(N1).size());
    assertEquals(List.of(), book.list(N1));
    assertEquals(List.of(), book.lift(N1, "f2"));
    assertEquals(1, book.lift(N2, "f2").size());
    assertEquals(
        List.of(
            "n1 fault f1 on: block both, 60000 ms",
            "n2 fault f2 on: delay 5 ms both, 60000 ms",
            "n1 fault f1 off: lifted",
            "n2 fault f2 off: lifted"),
        log);
  }

  @Test
  void a_fault_ends_with_its_lease_and_whoever_waited_goes_on() throws Exception {
    long start = System.nanoTime();
    book.add(N1, List.of(FaultSpec.network(new Block(), 60)));

    book.awaitOpen(N1, N2);

    assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(60));
    assertEquals(List.of(), book.list(N1));
    assertEquals("n1 fault f1 off: lease over", log.getLast());
  }

  @Test
  void lifting_a_cut_lets_those_go_on_who_wait_for_it() throws Exception {
    book.add(N1, List.of(fault(new Block())));
    CountDownLatch passed = new CountDownLatch(1);
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    book.awaitOpen(N2, N1);
                    passed.countDown();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });

    assertFalse(passed.await(50, TimeUnit.MILLISECONDS));
    book.liftAll(N1);

    assertTrue(passed.await(5, TimeUnit.SECONDS));
    waiting.join();
  }

  @Test
  void several_faults_of_one_way_add_up() {
    book.add(N1, List.of(fault(new Delay(20, 0)), fault(new Drop(1))));
    book.add(N2, List.of(fault(new Delay(5, 0)), fault(new Reset(1))));

    assertEquals(new Passage(Fate.RESET, false, 25, 0), book.draw(N1, N2));
    assertEquals(new Passage(Fate.LOST, false, 20, 0), book.draw(N1, N3));
  }

  @Test
  void what_a_stream_of_bytes_cannot_suffer_is_refused_and_nothing_is_in_force() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> book.add(N1, List.of(fault(new Block()), fault(new Duplicate(1)))));

    assertEquals(
        "the links of another program can suffer block, delay, drop, reset and bandwidth; got"
            + " duplicate",
        refused.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> book.add(N1, List.of(fault(new Block()).only(List.of(MessageType.VOTE)))));
    assertEquals(List.of(), book.list(N1));
  }
}
