package io.mq.ctl.bench;

import io.mq.shared.client.MqSession;
import io.mq.shared.client.Outcome;
import io.mq.shared.wire.ErrorCode;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.SingleWriterRecorder;

/** One client: a request after the other until it is told to stop. */
final class Worker implements Runnable {

  private static final long LONGEST_NANOS = 120_000_000_000L;
  private static final int DIGITS = 3;

  /** Counts that all workers share. */
  record Counts(LongAdder messages, LongAdder refused, LongAdder unknown, AtomicBoolean drained) {
    Counts() {
      this(new LongAdder(), new LongAdder(), new LongAdder(), new AtomicBoolean());
    }
  }

  private final Load load;
  private final MqSession session;
  private final Counts counts;
  private final AtomicBoolean stop;
  private final SingleWriterRecorder recorder = new SingleWriterRecorder(LONGEST_NANOS, DIGITS);
  private final String message;

  Worker(Load load, MqSession session, Counts counts, AtomicBoolean stop) {
    this.load = load;
    this.session = session;
    this.counts = counts;
    this.stop = stop;
    this.message = "x".repeat(load.messageBytes());
  }

  SingleWriterRecorder recorder() {
    return recorder;
  }

  @Override
  public void run() {
    while (!stop.get() && !Thread.currentThread().isInterrupted()) {
      long start = System.nanoTime();
      Outcome<Integer> outcome =
          switch (load.operation()) {
            case PUT -> put();
            case GET -> get();
          };
      long took = System.nanoTime() - start;
      if (!count(outcome, took)) {
        return;
      }
    }
  }

  private boolean count(Outcome<Integer> outcome, long took) {
    switch (outcome) {
      case Outcome.Done<Integer>(Integer number) -> {
        recorder.recordValue(Math.min(took, LONGEST_NANOS));
        counts.messages().add(number);
      }
      case Outcome.Refused<Integer>(ErrorCode code, String detail) -> {
        if (code == ErrorCode.QUEUE_EMPTY) {
          counts.drained().set(true);
          return false;
        }
        counts.refused().increment();
      }
      case Outcome.Unknown<Integer>(String detail) -> counts.unknown().increment();
    }
    return true;
  }

  private Outcome<Integer> put() {
    Outcome<Boolean> outcome =
        load.batch() == 1
            ? session.put(load.topic(), message)
            : session.putAll(load.topic(), Collections.nCopies(load.batch(), message));
    return outcome.map(done -> load.batch());
  }

  private Outcome<Integer> get() {
    return load.batch() == 1
        ? session.get(load.topic()).map(taken -> 1)
        : session.getAll(load.topic(), load.batch()).map(List::size);
  }
}
