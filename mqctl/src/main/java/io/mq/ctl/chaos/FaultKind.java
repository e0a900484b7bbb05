package io.mq.ctl.chaos;

import io.mq.shared.id.NodeId;
import java.util.List;

/** One way to break a cluster; one class each. Stateless; called by one thread. */
interface FaultKind {

  /** Its name in schedules and on the command line. */
  String word();

  /** Whether it can be done to nodes of any program, not of mqnode alone. */
  boolean suitsAnyProgram();

  /**
   * Whether a fault of this kind can only end in a cluster that works, so that others had better
   * end before it.
   */
  default boolean needsQuorumToEnd() {
    return false;
  }

  /** Chooses victims, settings and how long. */
  PlannedFault draw(Draw draw);

  /**
   * Does it.
   *
   * @throws io.mq.ctl.cluster.ClusterException if it could not be done; nothing is left in force
   */
  InForce begin(PlannedFault plan, Target target);

  /**
   * A fault that has begun.
   *
   * @param detail what was done, in a few words
   * @param victims the nodes that confirmed it; none if it took no effect
   * @param lift ends it; called again later if that fails
   */
  record InForce(String detail, List<NodeId> victims, Runnable lift) {

    /** One that is over already. */
    static InForce over(String detail, List<NodeId> victims) {
      return new InForce(detail, victims, () -> {});
    }
  }
}
