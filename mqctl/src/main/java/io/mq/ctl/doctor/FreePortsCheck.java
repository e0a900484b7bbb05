package io.mq.ctl.doctor;

import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.cluster.FreePorts;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Whether a new cluster would find ports. */
final class FreePortsCheck implements Check {

  /** A cluster of nine, the largest there is. */
  private static final int WANTED = 18;

  private static final String LOOPBACK = "127.0.0.1";

  @Override
  public String name() {
    return "free ports";
  }

  @Override
  public List<Finding> examine(Surroundings surroundings) {
    try {
      List<Integer> ports =
          FreePorts.find(WANTED, LOOPBACK, Set.of(), RandomGenerator.getDefault());
      return List.of(
          Finding.ok(
              name(),
              WANTED + " ports from " + ports.getFirst() + " on could be bound at " + LOOPBACK));
    } catch (ClusterException e) {
      return List.of(
          Finding.problem(
              name(), e.getMessage(), "see what holds them, and whether " + LOOPBACK + " is up"));
    }
  }
}
