package io.mq.shared.fault;

import java.util.Map;

/**
 * Lets some forces fail. The first one stops the node, for what it reports as lost may be lost.
 *
 * @param rate how likely each fails, above 0 and up to 1
 */
public record FailForce(double rate) implements DiskEffect {

  static final String WORD = "fail-force";

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException with one sentence
   */
  public FailForce {
    Parameters.checkRate(rate);
  }

  static FailForce read(Parameters parameters) {
    return new FailForce(parameters.rate());
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
