package io.mq.shared.fault;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes every force wait, as a worn or overloaded disk does.
 *
 * @param delayMillis how long
 * @param jitterMillis by how much it is shorter or longer at most; never more than the delay
 */
public record SlowForce(long delayMillis, long jitterMillis) implements DiskEffect {

  static final String WORD = "slow-force";

  private static final String DELAY = "delayMillis";
  private static final String JITTER = "jitterMillis";

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException with one sentence
   */
  public SlowForce {
    Parameters.checkRange(DELAY, delayMillis, 1, Delay.MAX_MILLIS);
    Parameters.checkRange(JITTER, jitterMillis, 0, delayMillis);
  }

  static SlowForce read(Parameters parameters) {
    return new SlowForce(parameters.number(DELAY), parameters.number(JITTER, 0));
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
    return WORD + " " + delayMillis + " ms" + (isRandom() ? " +-" + jitterMillis : "");
  }
}
