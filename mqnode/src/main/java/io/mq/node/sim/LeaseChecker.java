package io.mq.node.sim;

import static io.mq.node.sim.Invariants.check;

import io.mq.node.queue.Body;
import io.mq.node.queue.Command.Acknowledge;
import io.mq.node.queue.Command.Lease;
import io.mq.node.queue.Command.Put;
import io.mq.node.queue.Command.Return;
import io.mq.node.queue.Receipt;
import io.mq.node.queue.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether what clients saw of leases keeps the queue's promises (lessons 30, 34 and 35). It knows
 * what they asked for and heard, and when, and nothing of the log: whatever it finds broken, they
 * could have found.
 *
 * <p>A lease lasts in log time, which nobody sees. But an entry's log time is no earlier than that
 * of any entry committed when it was asked for, and no later than that of the newest one committed
 * when it was answered: if not enough lies between the two, a lease has ended too soon. Nothing
 * follows from one that lasts long: log time may stand still while there is no leader.
 */
final class LeaseChecker {

  private static final Optional<Result> EMPTY =
      Optional.of(new Result.Refused(Result.Refusal.QUEUE_EMPTY));

  /** A message that some client knows of. */
  private static final class Message {
    private long putNanos = LeaseCall.NEVER;
    private Body body;
    private final TreeMap<Integer, LeaseCall> deliveries = new TreeMap<>();
    private final TreeMap<Integer, LeaseCall> acknowledged = new TreeMap<>();
    private final TreeMap<Integer, LeaseCall> returned = new TreeMap<>();

    /** Calls that named a receipt and may have had an effect, by attempt. */
    private final TreeMap<Integer, List<LeaseCall>> naming = new TreeMap<>();

    List<LeaseCall> naming(int attempt) {
      return naming.getOrDefault(attempt, List.of());
    }
  }

  private final List<LeaseCall> calls;
  private final TreeMap<Long, Message> messages = new TreeMap<>();
  private final SortedSet<String> put = new TreeSet<>();

  private LeaseChecker(List<LeaseCall> calls) {
    this.calls = calls;
  }

  /**
   * Checks the calls of a run.
   *
   * @param drained whether all messages were taken in the end
   * @throws InvariantBroken if they break a promise
   */
  static void judge(List<LeaseCall> calls, boolean drained) {
    LeaseChecker checker = new LeaseChecker(calls);
    calls.forEach(checker::collect);
    checker.messages.forEach(checker::checkBody);
    checker.messages.forEach(LeaseChecker::checkDeliveries);
    checker.messages.forEach(LeaseChecker::checkReceipts);
    calls.forEach(checker::checkStale);
    checker.messages.forEach(checker::checkOrder);
    if (drained) {
      checker.messages.forEach(LeaseChecker::checkNotLost);
    }
  }

  private Message message(long id) {
    return messages.computeIfAbsent(id, _ -> new Message());
  }

  private void collect(LeaseCall call) {
    if (call.command() instanceof Put(String ignored, List<Body> bodies)) {
      bodies.forEach(body -> put.add(body.text()));
      if (call.result().orElse(null) instanceof Result.Appended(long first, int count)) {
        for (int i = 0; i < count; i++) {
          Message message = message(first + i);
          message.putNanos = call.toNanos();
          message.body = bodies.get(i);
        }
      }
    }
    for (Result.Delivered given : call.given()) {
      Receipt receipt = given.receipt();
      Message message = message(receipt.messageId());
      LeaseCall other = message.deliveries.putIfAbsent(receipt.attempt(), call);
      check(
          other == null,
          "each delivery is given to one client (lesson 34)",
          () -> receipt + " is given to " + other.client() + " and " + call.client());
      message.body = message.body == null ? given.body() : message.body;
      check(
          message.body.equals(given.body()),
          "a message stays what it is",
          () -> receipt + " is " + message.body + " and " + given.body());
    }
    collectReceipts(call);
  }

  private void collectReceipts(LeaseCall call) {
    List<Receipt> answered = new ArrayList<>(call.honoured());
    answered.addAll(call.stale());
    check(
        answered.isEmpty()
            || new TreeSet<>(texts(answered)).equals(new TreeSet<>(texts(receipts(call)))),
        "each receipt gets an answer",
        () -> call + " is about other receipts");
    boolean acknowledges = call.command() instanceof Acknowledge;
    for (Receipt receipt : call.honoured()) {
      Message message = message(receipt.messageId());
      LeaseCall other =
          (acknowledges ? message.acknowledged : message.returned)
              .putIfAbsent(receipt.attempt(), call);
      check(
          other == null,
          "a receipt is good once (lesson 35)",
          () -> receipt + " is honoured for " + other.client() + " and " + call.client());
    }
    for (Receipt receipt : receipts(call)) {
      if (call.isUnknown() || call.honoured().contains(receipt)) {
        message(receipt.messageId())
            .naming
            .computeIfAbsent(receipt.attempt(), _ -> new ArrayList<>())
            .add(call);
      }
    }
  }

  private static List<String> texts(List<Receipt> receipts) {
    return receipts.stream().map(Receipt::toString).toList();
  }

  private static List<Receipt> receipts(LeaseCall call) {
    if (call.command() instanceof Acknowledge(String ignored, List<Receipt> receipts)) {
      return receipts;
    }
    return call.command() instanceof Return(String ignored, List<Receipt> receipts)
        ? receipts
        : List.of();
  }

  private void checkBody(long id, Message message) {
    check(
        message.body == null || put.remove(message.body.text()),
        "a message is there once, and was put",
        () -> id + " is " + message.body);
  }

  /** The earliest log time at which a lease can have ended. */
  private static long leastEndMillis(LeaseCall delivery) {
    return delivery.command() instanceof Lease(String ignored, int max, long millis)
        ? delivery.fromLogMillis() + millis
        : 0;
  }

  private static void checkDeliveries(long id, Message message) {
    for (Map.Entry<Integer, LeaseCall> delivery : message.deliveries.entrySet()) {
      int attempt = delivery.getKey();
      LeaseCall call = delivery.getValue();
      Map.Entry<Integer, LeaseCall> next = message.deliveries.higherEntry(attempt);
      if (next == null) {
        continue;
      }
      LeaseCall after = next.getValue();
      check(
          after.toLogMillis() >= leastEndMillis(call)
              || message.naming(attempt).stream().anyMatch(c -> c.fromNanos() < after.toNanos()),
          "a leased message is nobody else's before its lease ends",
          () -> id + " is leased by " + call + " and then by " + after);
    }
  }

  private static void checkReceipts(long id, Message message) {
    message.acknowledged.forEach(
        (attempt, call) ->
            check(
                message.deliveries.higherKey(attempt) == null
                    && message.acknowledged.size() == 1
                    && !message.returned.containsKey(attempt),
                "a message acknowledged never comes again, and by its newest receipt (lesson 35)",
                () -> id + " came again, though acknowledged by " + call));
    message.returned.forEach(
        (attempt, call) ->
            check(
                message.deliveries.tailMap(attempt, false).values().stream()
                    .noneMatch(later -> later.toNanos() < call.fromNanos()),
                "a message is returned by its newest receipt (lesson 35)",
                () -> id + " was given again, and then returned by " + call));
  }

  private void checkStale(LeaseCall call) {
    for (Receipt receipt : call.stale()) {
      Message message = message(receipt.messageId());
      LeaseCall delivery = message.deliveries.get(receipt.attempt());
      check(
          call.newestLogMillis() >= leastEndMillis(delivery)
              || message.naming(receipt.attempt()).stream()
                  .anyMatch(other -> other.fromNanos() < call.toNanos()),
          "a receipt is good until its lease ends",
          () -> receipt + " is called stale to " + call);
    }
  }

  /**
   * While a message is certainly ready, nobody is told that there is none, or given a later one.
   */
  private void checkOrder(long id, Message message) {
    checkReady(id, message.putNanos, message.deliveries.get(1));
    message.returned.forEach(
        (attempt, call) -> checkReady(id, call.toNanos(), message.deliveries.get(attempt + 1)));
  }

  private void checkReady(long id, long sinceNanos, LeaseCall taken) {
    if (taken == null) {
      return; // Somebody took it who never heard of it.
    }
    for (LeaseCall call : calls) {
      if (call.command() instanceof Lease
          && sinceNanos < call.fromNanos()
          && call.toNanos() < taken.fromNanos()) {
        check(
            call.given().stream().allMatch(given -> given.receipt().messageId() < id)
                && !call.result().equals(EMPTY),
            "what is ready is given, and in order",
            () -> id + " was ready and passed over by " + call);
      }
    }
  }

  private static void checkNotLost(long id, Message message) {
    check(
        message.putNanos == LeaseCall.NEVER
            || message.naming.values().stream()
                .flatMap(List::stream)
                .anyMatch(call -> call.command() instanceof Acknowledge),
        "nothing acknowledged is lost",
        () -> id + " was put and is gone");
  }
}
