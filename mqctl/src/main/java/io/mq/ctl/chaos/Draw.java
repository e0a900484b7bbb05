package io.mq.ctl.chaos;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a fault is drawn from.
 *
 * @param random of the schedule's seed
 * @param nodes how many the cluster has
 * @param atMillis when it is to begin
 * @param intervalMillis until the next one
 */
record Draw(RandomGenerator random, int nodes, long atMillis, long intervalMillis) {

  /** A fault that begins then and is over well before the next. */
  PlannedFault fault(String kind, String victims) {
    return PlannedFault.at(atMillis, kind, victims, lasting());
  }

  private long lasting() {
    return Math.max(200, (long) (intervalMillis * (0.3 + 0.5 * random.nextDouble())));
  }

  /** Mostly the leader or one node, at times a minority, seldom more. */
  String processes() {
    int chance = random.nextInt(100);
    if (chance < 40) {
      return "leader";
    }
    if (chance < 70) {
      return node();
    }
    if (chance < 85) {
      return "minority";
    }
    return chance < 95 ? "majority" : "all";
  }

  /** The leader or one node. */
  String oneNode() {
    return random.nextBoolean() ? "leader" : node();
  }

  /** Any one node. */
  String node() {
    return "n" + (1 + random.nextInt(nodes));
  }

  <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
