package io.mq.shared.fault;

import java.util.Map;

/**
 * Loses some of the messages.
 *
 * @param rate how likely each is lost, above 0 and up to 1
 */
public record Drop(double rate) implements NetworkEffect {

  static final String WORD = "drop";

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException with one sentence
   */
  public Drop {
    Parameters.checkRate(rate);
  }

  static Drop read(Parameters parameters) {
    return new Drop(parameters.rate());
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
