package io.mq.ctl.chaos;

import io.mq.shared.client.MqSession;
import io.mq.shared.client.Outcome;
import io.mq.shared.history.HistoryRecorder;
import io.mq.shared.history.OperationKind;
import io.mq.shared.wire.ErrorCode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One client whose operations are written down as they begin and end. After an outcome that is
 * unknown it goes on as a new process, for the old one may still be at it. For one thread.
 */
final class RecordedClient {

  private static final int DONE = 200;

  private final String name;
  private final MqSession session;
  private final Map<String, String> nodesByUrl;
  private final RunClock clock;
  private final HistoryRecorder recorder;
  private final Counts counts;
  private int incarnation;

  RecordedClient(
      String name,
      MqSession session,
      Map<String, String> nodesByUrl,
      RunClock clock,
      HistoryRecorder recorder,
      Counts counts) {
    this.name = name;
    this.session = session;
    this.nodesByUrl = nodesByUrl;
    this.clock = clock;
    this.recorder = recorder;
    this.counts = counts;
  }

  private String process() {
    return incarnation == 0 ? name : name + "." + incarnation;
  }

  /** Gives up on the operations from now on after that time. */
  void setDeadlineMillis(int millis) {
    session.setDeadlineMillis(millis);
  }

  Outcome<Boolean> createTopic(String topic) {
    return carryOut(OperationKind.CREATE_TOPIC, topic, null, () -> session.createTopic(topic));
  }

  Outcome<Boolean> put(String topic, String value) {
    return carryOut(OperationKind.ENQUEUE, topic, value, () -> session.put(topic, value));
  }

  /** The message; empty if there was none. */
  Outcome<Optional<String>> get(String topic) {
    long op = recorder.invoke(clock.nanos(), process(), OperationKind.DEQUEUE, topic, null);
    Outcome<Optional<String>> outcome = foundOrEmpty(session.get(topic));
    if (outcome instanceof Outcome.Done<Optional<String>>(Optional<String> found)) {
      (found.isPresent() ? counts.done : counts.empty).incrementAndGet();
      int status = found.isPresent() ? DONE : ErrorCode.QUEUE_EMPTY.httpStatus();
      recorder.ok(clock.nanos(), op, found.orElse(null), node(), status);
    } else {
      notDone(op, outcome);
    }
    return outcome;
  }

  /**
   * Looks whether there is a message. To find none says the same as a get that finds none; anything
   * else is written down as a get that did not happen.
   */
  void look(String topic) {
    long op = recorder.invoke(clock.nanos(), process(), OperationKind.DEQUEUE, topic, null);
    Outcome<Optional<String>> outcome =
        foundOrEmpty(session.peek(topic, 1).map(messages -> String.join("", messages)));
    if (outcome instanceof Outcome.Done<Optional<String>>(Optional<String> found)
        && found.isEmpty()) {
      counts.empty.incrementAndGet();
      recorder.ok(clock.nanos(), op, null, node(), ErrorCode.QUEUE_EMPTY.httpStatus());
    } else {
      String error = outcome instanceof Outcome.Done ? "" : ": " + outcome;
      recorder.fail(clock.nanos(), op, node(), 0, "looked only, and took nothing" + error);
    }
  }

  /**
   * A topic that was created and is now unknown gives no messages: to its readers that is the same
   * as an empty one, and the RRMQ API answers the same to both.
   */
  private static Outcome<Optional<String>> foundOrEmpty(Outcome<String> got) {
    if (got instanceof Outcome.Refused<String>(ErrorCode code, String _)
        && (code == ErrorCode.QUEUE_EMPTY || code == ErrorCode.TOPIC_UNKNOWN)) {
      return new Outcome.Done<>(Optional.empty());
    }
    return got.map(Optional::of);
  }

  private <T> Outcome<T> carryOut(
      OperationKind kind, String topic, String value, Supplier<Outcome<T>> request) {
    long op = recorder.invoke(clock.nanos(), process(), kind, topic, value);
    Outcome<T> outcome = request.get();
    if (outcome instanceof Outcome.Done<T>) {
      counts.done.incrementAndGet();
      recorder.ok(clock.nanos(), op, value, node(), DONE);
    } else {
      notDone(op, outcome);
    }
    return outcome;
  }

  private void notDone(long op, Outcome<?> outcome) {
    switch (outcome) {
      case Outcome.Done<?> _ -> throw new IllegalArgumentException("it is done");
      case Outcome.Refused<?>(ErrorCode code, String detail) -> {
        counts.refused.incrementAndGet();
        recorder.fail(clock.nanos(), op, node(), code.httpStatus(), code + ": " + detail);
      }
      case Outcome.Unknown<?>(String detail) -> {
        counts.unknown.incrementAndGet();
        recorder.info(clock.nanos(), op, node(), 0, detail);
        incarnation++;
      }
    }
  }

  private String node() {
    return nodesByUrl.get(session.lastNode());
  }
}
