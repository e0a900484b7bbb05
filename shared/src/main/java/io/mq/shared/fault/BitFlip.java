package io.mq.shared.fault;

import java.util.Map;

/**
 * Writes one bit wrong in some of the writes. It shows when the node reads its log again.
 *
 * @param rate how likely each write is hit, above 0 and up to 1
 */
public record BitFlip(double rate) implements DiskEffect {

  static final String WORD = "bit-flip";

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException with one sentence
   */
  public BitFlip {
    Parameters.checkRate(rate);
  }

  static BitFlip read(Parameters parameters) {
    return new BitFlip(parameters.rate());
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
    return true;
  }

  @Override
  public String describe() {
    return WORD + " " + Parameters.percent(rate);
  }
}
