package io.mq.ctl.watch;

import io.mq.ctl.cluster.Survey;
import io.mq.ctl.explain.Connections;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.NodeEvent;
import java.util.List;
import java.util.Optional;

/**
 * All that a frame shows. Immutable.
 *
 * @param clock the time as it stands in the corner
 * @param events oldest first
 * @param scrolledBack how many of the last events are left out, for a look at older ones
 * @param selected the node that keys are for; empty where there are no keys
 * @param remark what became of the last key, or empty
 */
record Moment(
    String cluster,
    String clock,
    Survey survey,
    Connections connections,
    Traffic traffic,
    List<NodeEvent> events,
    int scrolledBack,
    Optional<NodeId> selected,
    String remark) {}
