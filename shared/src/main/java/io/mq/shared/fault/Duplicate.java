package io.mq.shared.fault;

import java.util.Map;

/**
 * Lets some of the messages arrive twice.
 *
 * @param rate how likely each is doubled, above 0 and up to 1
 */
public record Duplicate(double rate) implements NetworkEffect {

  static final String WORD = "duplicate";

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException with one sentence
   */
  public Duplicate {
    Parameters.checkRate(rate);
  }

  static Duplicate read(Parameters parameters) {
    return new Duplicate(parameters.rate());
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
