package io.mq.ctl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mq.shared.client.MqClient;
import io.mq.shared.client.MqSession;
import io.mq.shared.client.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Clients that put messages one after the other, all at once, until told to stop. */
final class Producers {

  /** An acknowledged put; times as of {@link System#nanoTime}. */
  record Acknowledged(String message, long sentNanos, long answeredNanos) {}

  private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
  private final Queue<String> unknown = new ConcurrentLinkedQueue<>();
  private final Queue<String> refused = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  private Producers() {}

  /** Starts {@code count} of them. */
  static Producers start(MqClient client, String topic, int count) {
    Producers producers = new Producers();
    for (int producer = 1; producer <= count; producer++) {
      int number = producer;
      MqSession session = client.session();
      producers.threads.add(Thread.ofVirtual().start(() -> producers.put(session, topic, number)));
    }
    return producers;
  }

  private void put(MqSession session, String topic, int producer) {
    for (int number = 1; !stopping; number++) {
      String message = Accounting.message(producer, number);
      long sent = System.nanoTime();
      switch (session.put(topic, message)) {
        case Outcome.Done<Boolean> ignored ->
            acknowledged.add(new Acknowledged(message, sent, System.nanoTime()));
        case Outcome.Refused<Boolean> refusal ->
            refused.add(message + ": " + refusal.code() + " " + refusal.detail());
        case Outcome.Unknown<Boolean> ignored -> unknown.add(message);
      }
    }
  }

  /** Waits for the calls in flight. */
  void stop() throws InterruptedException {
    stopping = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  int acknowledgedCount() {
    return acknowledged.size();
  }

  /** All puts acknowledged so far and not taken. */
  List<Acknowledged> acknowledged() {
    return List.copyOf(acknowledged);
  }

  /** The first put that was sent after {@code nanos} and has been acknowledged, if any has. */
  java.util.Optional<Acknowledged> firstSentAfter(long nanos) {
    return acknowledged.stream()
        .filter(a -> a.sentNanos() - nanos > 0)
        .min((a, b) -> Long.compare(a.answeredNanos(), b.answeredNanos()));
  }

  /** For tests with many rounds: what is known so far need not be looked through again. */
  List<Acknowledged> takeAcknowledged() {
    List<Acknowledged> taken = new ArrayList<>();
    for (Acknowledged next = acknowledged.poll(); next != null; next = acknowledged.poll()) {
      taken.add(next);
    }
    return taken;
  }

  List<String> refusals() {
    return List.copyOf(refused);
  }

  List<String> unknowns() {
    return List.copyOf(unknown);
  }

  /** Takes all messages of the topic and demands what {@link Accounting} demands. */
  void assertAllCameThrough(MqClient client, String topic) {
    List<String> drained = drain(client, topic);
    List<String> expected = acknowledged.stream().map(Acknowledged::message).toList();
    List<String> complaints = Accounting.complaints(expected, unknowns(), drained);
    assertEquals(
        "",
        String.join("\n", complaints.subList(0, Math.min(20, complaints.size()))),
        () -> complaints.size() + " complaints about " + expected.size() + " messages");
  }

  /** The longest time in which none of these was answered. */
  static long longestGapMillis(List<Acknowledged> puts) {
    List<Long> times = puts.stream().map(Acknowledged::answeredNanos).sorted().toList();
    long longest = 0;
    for (int i = 1; i < times.size(); i++) {
      longest = Math.max(longest, times.get(i) - times.get(i - 1));
    }
    return longest / 1_000_000;
  }

  private static List<String> drain(MqClient client, String topic) {
    MqSession session = client.session(60_000);
    List<String> drained = new ArrayList<>();
    while (true) {
      switch (session.getAll(topic, 256)) {
        case Outcome.Done<List<String>>(List<String> messages) -> drained.addAll(messages);
        case Outcome.Refused<List<String>>(var code, String detail) -> {
          assertEquals("QUEUE_EMPTY", code.name(), detail);
          return drained;
        }
        case Outcome.Unknown<List<String>>(String detail) ->
            throw new AssertionError("draining: " + detail);
      }
    }
  }
}
