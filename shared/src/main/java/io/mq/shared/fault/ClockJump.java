package io.mq.shared.fault;

import java.util.Map;

/**
 * Moves the node's timers once, when the fault begins: forward, so that timeouts end early, or
 * back, so that they stand still for as long. The end of the fault moves nothing.
 *
 * @param jumpMillis at most a minute either way, and not 0
 */
public record ClockJump(long jumpMillis) implements ClockEffect {

  static final String WORD = "clock-jump";

  private static final String JUMP = "jumpMillis";

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException with one sentence
   */
  public ClockJump {
    Parameters.checkRange(JUMP, jumpMillis, -Delay.MAX_MILLIS, Delay.MAX_MILLIS);
    if (jumpMillis == 0) {
      throw new IllegalArgumentException(JUMP + " must not be 0");
    }
  }

  static ClockJump read(Parameters parameters) {
    return new ClockJump(parameters.number(JUMP));
  }

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public Map<String, Object> parameters() {
    return Map.of(JUMP, jumpMillis);
  }

  @Override
  public boolean isRandom() {
    return false;
  }

  @Override
  public String describe() {
    return WORD + " " + jumpMillis + " ms";
  }
}
