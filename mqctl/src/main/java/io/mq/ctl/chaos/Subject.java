package io.mq.ctl.chaos;

import io.mq.ctl.cluster.ClusterState;

/**
 * The cluster that a schedule is drawn for, as far as that matters. Immutable.
 *
 * @param nodes how many it has
 * @param tellsMessagesApart whether faults can be narrowed to kinds of messages, as mqnode can
 */
public record Subject(int nodes, boolean tellsMessagesApart) {

  /** That cluster. */
  public static Subject of(ClusterState cluster) {
    return new Subject(cluster.nodes().size(), cluster.program().isEmpty());
  }
}
