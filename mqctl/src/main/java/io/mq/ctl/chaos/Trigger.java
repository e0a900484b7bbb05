package io.mq.ctl.chaos;

import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.trigger.Condition;
import io.mq.ctl.trigger.Facts;
import io.mq.shared.config.ConfigException;

/**
 * A state of the cluster that a fault waits for, such as {@code leader(n3) and lag(n2) > 50} or
 * {@code elections(3)}. Immutable.
 *
 * @param text as it was written
 * @param condition what it says
 */
public record Trigger(String text, Condition condition) {

  /**
   * Reads one.
   *
   * @throws ConfigException if it is none
   */
  public static Trigger parse(String text) throws ConfigException {
    try {
      return new Trigger(text.strip(), Condition.parse(text));
    } catch (ClusterException e) {
      throw new ConfigException(e.getMessage().replaceFirst("[.]$", ""));
    }
  }

  /** Whether it is so now. */
  boolean holds(Facts facts) {
    return condition.holds(facts);
  }
}
