package io.mq.shared.fault;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Holds some of the messages back while later ones overtake them.
 *
 * @param rate how likely each is held back, above 0 and up to 1
 * @param delayMillis for how long
 */
public record Reorder(double rate, long delayMillis) implements NetworkEffect {

  static final String WORD = "reorder";

  /** How long a message is held back if nothing is said of it. */
  public static final long DEFAULT_DELAY_MILLIS = 20;

  private static final String DELAY = "delayMillis";

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException with one sentence
   */
  public Reorder {
    Parameters.checkRate(rate);
    Parameters.checkRange(DELAY, delayMillis, 1, Delay.MAX_MILLIS);
  }

  static Reorder read(Parameters parameters) {
    return new Reorder(parameters.rate(), parameters.number(DELAY, DEFAULT_DELAY_MILLIS));
  }

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(Parameters.RATE, rate);
    all.put(DELAY, delayMillis);
    return all;
  }

  @Override
  public boolean isRandom() {
    return rate < 1;
  }

  @Override
  public String describe() {
    return WORD + " " + Parameters.percent(rate) + " by " + delayMillis + " ms";
  }
}
