package io.mq.ctl.cluster;

import io.mq.shared.id.NodeId;
import io.mq.shared.wire.AdminState;
import java.util.Optional;

/**
 * One node as it was found a moment ago.
 *
 * @param condition of its process
 * @param state what it said of itself, if it answered
 * @param trouble why it did not answer, or empty
 */
public record NodeView(
    NodeRecord node, Condition condition, Optional<AdminState> state, String trouble) {

  /** What became of a node's process. */
  public enum Condition {
    /** It is alive and answers. */
    UP,
    /** It stands still (SIGSTOP). */
    PAUSED,
    /** It is alive and does not answer. */
    SILENT,
    /** There is none. */
    DOWN;

    /** As it stands in tables. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** The node's name. */
  public NodeId id() {
    return node.id();
  }

  /** Whether it says that it leads. */
  public boolean claimsToLead() {
    return state.filter(known -> known.role().equals("LEADER")).isPresent();
  }

  /** Its term, or -1 if it does not say. */
  public long term() {
    return state.map(AdminState::term).orElse(-1L);
  }

  /** Whether its disk has lost data, so that it stays out of the quorum until repaired. */
  public boolean isRepairing() {
    return state.filter(known -> known.damage() != null).isPresent();
  }

  /** Its role in small letters, "repairing" while its disk is repaired, or a dash. */
  public String role() {
    if (isRepairing()) {
      return "repairing";
    }
    return state
        .map(known -> known.role().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
        .orElse("-");
  }
}
