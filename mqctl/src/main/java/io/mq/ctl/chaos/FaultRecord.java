package io.mq.ctl.chaos;

import io.mq.shared.id.NodeId;
import java.util.List;

/**
 * What became of one planned fault. Immutable.
 *
 * @param beganNanos in the run's time
 * @param endedNanos in the run's time
 * @param victims the nodes that confirmed it; none if it took no effect
 * @param detail what was done, or why it could not be
 */
record FaultRecord(
    PlannedFault plan, long beganNanos, long endedNanos, List<NodeId> victims, String detail) {

  boolean tookEffect() {
    return !victims.isEmpty();
  }
}
