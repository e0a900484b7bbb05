package io.mq.shared.fault;

import java.util.Map;

/**
 * Loses some of the messages and closes their connection each time, as a peer that crashes does.
 *
 * @param rate how likely each closes it, above 0 and up to 1
 */
public record Reset(double rate) implements NetworkEffect {

  static final String WORD = "reset";

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException with one sentence
   */
  public Reset {
    Parameters.checkRate(rate);
  }

  static Reset read(Parameters parameters) {
    return new Reset(parameters.rate());
  }

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public Map<String, Object> parameters() {
    return Map.of(Parameters.RATE, rate);
  }

  @Override
  public boolean isRandom() {
    return rate < 1;
  }

  @Override
  public String describe() {
    return WORD + " " + Parameters.percent(rate);
  }
}
