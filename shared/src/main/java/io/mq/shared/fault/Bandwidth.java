package io.mq.shared.fault;

import java.util.Map;

/**
 * Lets only so many bytes pass on each connection; what comes faster waits its turn.
 *
 * @param bytesPerSecond 1 or more
 */
public record Bandwidth(long bytesPerSecond) implements NetworkEffect {

  static final String WORD = "bandwidth";

  private static final String BYTES = "bytesPerSecond";
  private static final long MAX_BYTES = 1L << 40;

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException with one sentence
   */
  public Bandwidth {
    Parameters.checkRange(BYTES, bytesPerSecond, 1, MAX_BYTES);
  }

  static Bandwidth read(Parameters parameters) {
    return new Bandwidth(parameters.number(BYTES));
  }

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public Map<String, Object> parameters() {
    return Map.of(BYTES, bytesPerSecond);
  }

  @Override
  public boolean isRandom() {
    return false;
  }

  @Override
  public String describe() {
    return WORD + " " + bytesPerSecond + " B/s";
  }
}
