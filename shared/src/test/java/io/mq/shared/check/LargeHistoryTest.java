package io.mq.shared.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.shared.history.HistoryBuilder;
import io.mq.shared.history.HistoryHeader;
import io.mq.shared.history.HistoryRecorder;
import io.mq.shared.history.Operation;
import io.mq.shared.history.OperationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Histories too large for the twin: right by construction, or wrong in one known place. */
class LargeHistoryTest {

  private static final int OPERATIONS = 20_000;

  @Test
  void given_many_clients_of_a_true_queue_and_unknown_outcomes_it_is_ok() {
    for (int seed = 0; seed < 10; seed++) {
      List<Operation> history = simulate(seed, OPERATIONS, 0.01 * seed);
      assertEquals(new Verdict.Ok(OPERATIONS), new QueueChecker().check(history).verdict());
    }
  }

  @Test
  void given_one_message_that_never_came_out_it_is_found_with_three_operations() {
    List<Operation> history = simulate(1, OPERATIONS, 0);
    Operation get = someGet(history);
    history.remove(get);

    CheckReport report = new QueueChecker().check(history);

    Violation violation =
        assertInstanceOf(Verdict.Violated.class, report.verdict(), report::toString).violation();
    assertEquals(ViolationKind.LOST, violation.kind());
    assertEquals(get.value(), violation.subHistory().getFirst().value());
    assertTrue(violation.subHistory().size() <= 3, violation::toString);
    assertEquals(List.of(get.value()), report.accounting().lostValues());
  }

  @Test
  void given_one_message_delivered_again_to_another_client_it_is_found() {
    List<Operation> history = simulate(2, OPERATIONS, 0.01);
    Operation first = someGet(history);
    int place = emptyGetAfter(history, first);
    history.set(place, returning(history.get(place), first.value()));

    Verdict verdict = new QueueChecker().check(history).verdict();

    Violation violation = assertInstanceOf(Verdict.Violated.class, verdict).violation();
    assertEquals(ViolationKind.DUPLICATE, violation.kind());
    assertEquals(3, violation.subHistory().size());
  }

  @Test
  void given_equal_values_and_few_clients_the_search_copes_with_hundreds() {
    List<Operation> history = simulate(3, 300, 0, 3);
    List<Operation> renamed =
        history.stream()
            .map(o -> o.value() == null ? o : returning(o, "v" + o.value().hashCode() % 50))
            .toList();

    assertEquals(new Verdict.Ok(300), new QueueChecker().check(renamed).verdict());
  }

  private static List<Operation> simulate(long seed, int operations, double unknown) {
    return simulate(seed, operations, unknown, 8);
  }

  private static List<Operation> simulate(long seed, int operations, double unknown, int clients) {
    HistoryBuilder builder = new HistoryBuilder(HistoryHeader.ofSeed(seed));
    new SimulatedClients(new SplittableRandom(seed), new HistoryRecorder(builder), clients, unknown)
        .run(operations);
    return new ArrayList<>(builder.build().operations());
  }

  private static Operation someGet(List<Operation> history) {
    return history.stream()
        .skip(history.size() / 3)
        .filter(o -> o.kind() == OperationKind.DEQUEUE && o.value() != null)
        .findFirst()
        .orElseThrow();
  }

  private static int emptyGetAfter(List<Operation> history, Operation first) {
    for (int place = history.indexOf(first); place < history.size(); place++) {
      Operation later = history.get(place);
      if (later.foundEmpty() && later.callIndex() > first.returnIndex()) {
        return place;
      }
    }
    throw new AssertionError("no empty get after " + first.describe());
  }

  private static Operation returning(Operation o, String value) {
    return new Operation(
        o.op(),
        o.process(),
        o.kind(),
        o.topic(),
        value,
        o.outcome(),
        o.callIndex(),
        o.callNanos(),
        o.returnIndex(),
        o.returnNanos(),
        o.node(),
        o.status(),
        o.error());
  }
}
