package io.mq.ctl.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/** Draws a schedule from a seed: the same words and the same seed give the same schedule. */
public final class ScheduleDraw {

  /** Of 100 times how often a second fault of another kind comes on top. */
  private static final int MIXED_PERCENT = 25;

  private ScheduleDraw() {}

  /**
   * One fault at each interval, every kind as often as the others, the first after one interval.
   *
   * @param kinds words of fault kinds; none gives a run without faults
   * @param subject the cluster it is for
   * @throws io.mq.ctl.cluster.ClusterException if a word is no kind of fault
   */
  public static Schedule draw(
      long seed, List<String> kinds, Subject subject, long intervalMillis, long durationMillis) {
    List<FaultKind> all = kinds.stream().map(FaultKinds::of).toList();
    Random random = new Random(seed);
    List<PlannedFault> faults = new ArrayList<>();
    List<FaultKind> round = new ArrayList<>();
    for (long at = intervalMillis;
        at + intervalMillis / 2 <= durationMillis;
        at += intervalMillis) {
      if (all.isEmpty()) {
        break;
      }
      if (round.isEmpty()) {
        round.addAll(all);
        Collections.shuffle(round, random);
      }
      FaultKind kind = round.removeFirst();
      faults.add(kind.draw(new Draw(random, subject, at, intervalMillis)));
      FaultKind second = all.get(random.nextInt(all.size()));
      if (random.nextInt(100) < MIXED_PERCENT && !second.equals(kind)) {
        long later = at + random.nextLong(intervalMillis / 2 + 1);
        faults.add(second.draw(new Draw(random, subject, later, intervalMillis)));
      }
    }
    return new Schedule(OptionalLong.of(seed), durationMillis, faults);
  }
}
