package io.mq.shared.fault;

import java.util.Map;

/**
 * Lets the node's timers run too fast or too slowly.
 *
 * @param speed 2 is twice as fast, 0.5 half as fast; 0.05 to 20
 */
public record ClockDrift(double speed) implements ClockEffect {

  static final String WORD = "clock-drift";

  private static final String SPEED = "speed";
  private static final double MIN = 0.05;
  private static final double MAX = 20;

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException with one sentence
   */
  public ClockDrift {
    if (!(speed >= MIN && speed <= MAX)) {
      throw new IllegalArgumentException(
          SPEED + " must be " + MIN + " to " + MAX + "; got " + speed);
    }
  }

  static ClockDrift read(Parameters parameters) {
    return new ClockDrift(parameters.decimal(SPEED));
  }

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public Map<String, Object> parameters() {
    return Map.of(SPEED, speed);
  }

  @Override
  public boolean isRandom() {
    return false;
  }

  @Override
  public String describe() {
    return WORD + " " + Parameters.percent(speed);
  }
}
