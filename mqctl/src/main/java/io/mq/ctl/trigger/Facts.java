package io.mq.ctl.trigger;

import io.mq.ctl.cluster.NodeView;
import io.mq.ctl.cluster.Survey;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.AdminState;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What conditions are about: a cluster at one moment. Immutable.
 *
 * @param leader the node that leads, if one does
 * @param term the latest
 * @param commit the latest that a node knows of
 * @param last the index of the last entry in the log of each node that answers
 * @param elections how many have been won since somebody began to watch
 */
public record Facts(
    Optional<NodeId> leader, long term, long commit, SortedMap<NodeId, Long> last, long elections) {

  /** Copies the map. */
  public Facts {
    last = Collections.unmodifiableSortedMap(new TreeMap<>(last));
  }

  /** What a look at the nodes has shown. */
  public static Facts of(Survey survey, long elections) {
    long term = 0;
    long commit = 0;
    TreeMap<NodeId, Long> last = new TreeMap<>();
    for (NodeView node : survey.nodes()) {
      Optional<AdminState> state = node.state();
      if (state.isPresent()) {
        term = Math.max(term, state.get().term());
        commit = Math.max(commit, state.get().commitIndex());
        last.put(node.id(), state.get().lastIndex());
      }
    }
    return new Facts(survey.leader().map(NodeView::id), term, commit, last, elections);
  }

  /** Whether a node answers. */
  boolean isUp(NodeId node) {
    return last.containsKey(node);
  }

  /** By how many entries a node is behind the longest log; empty if it does not answer. */
  OptionalLong lag(NodeId node) {
    Long own = last.get(node);
    if (own == null) {
      return OptionalLong.empty();
    }
    long longest = last.values().stream().mapToLong(Long::longValue).max().orElse(own);
    return OptionalLong.of(longest - own);
  }

  /** For people, such as {@code leader n1, term 3, commit 90, behind: n2 by 4; 1 election}. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    text.append(leader.map(node -> "leader " + node).orElse("no leader"));
    text.append(", term ").append(term).append(", commit ").append(commit);
    for (Map.Entry<NodeId, Long> node : last.entrySet()) {
      long behind = lag(node.getKey()).orElse(0);
      if (behind > 0) {
        text.append(", ").append(node.getKey()).append(" behind by ").append(behind);
      }
    }
    return text.append(", elections ").append(elections).toString();
  }
}
