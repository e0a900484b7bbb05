package io.mq.ctl.bench;

import java.time.Duration;

/**
 * What a run shall do. Immutable.
 *
 * @param topic to put into or get from
 * @param clients that call at the same time, each waiting for its answer before it calls again; 1
 *     or more
 * @param warmup before anything counts; may be zero
 * @param duration of what counts, more than zero
 * @param sizeBytes of each message put, 1 or more
 * @param batch messages put, or asked for, with one call; 1 or more
 */
public record BenchPlan(
    BenchOperation operation,
    String topic,
    int clients,
    Duration warmup,
    Duration duration,
    int sizeBytes,
    int batch) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public BenchPlan {
    atLeastOne("the number of clients", clients);
    atLeastOne("the message size", sizeBytes);
    atLeastOne("the batch", batch);
    if (batch > operation.maxBatch()) {
      throw new IllegalArgumentException(
          "one "
              + operation.word()
              + " carries at most "
              + operation.maxBatch()
              + " messages; got a batch of "
              + batch);
    }
    if (warmup.isNegative()) {
      throw new IllegalArgumentException("the warm-up must not be negative; got " + warmup);
    }
    if (!duration.isPositive()) {
      throw new IllegalArgumentException("the duration must be more than zero; got " + duration);
    }
  }

  private static void atLeastOne(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " must be 1 or more; got " + value);
    }
  }
}
