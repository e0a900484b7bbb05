package io.mq.shared.fault;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Holds each message back for a time, and keeps their order.
 *
 * @param delayMillis the time
 * @param jitterMillis by how much it is shorter or longer at most, evenly spread; never more than
 *     the time itself
 */
public record Delay(long delayMillis, long jitterMillis) implements NetworkEffect {

  static final String WORD = "delay";

  /** The longest delay. */
  public static final long MAX_MILLIS = 60_000;

  private static final String DELAY = "delayMillis";
  private static final String JITTER = "jitterMillis";

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException with one sentence
   */
  public Delay {
    Parameters.checkRange(DELAY, delayMillis, 1, MAX_MILLIS);
    Parameters.checkRange(JITTER, jitterMillis, 0, delayMillis);
  }

  static Delay read(Parameters parameters) {
    return new Delay(parameters.number(DELAY), parameters.number(JITTER, 0));
  }

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(DELAY, delayMillis);
    all.put(JITTER, jitterMillis);
    return all;
  }

  @Override
  public boolean isRandom() {
    return jitterMillis > 0;
  }

  @Override
  public String describe() {
    return "delay " + delayMillis + " ms" + (isRandom() ? " +-" + jitterMillis : "");
  }
}
