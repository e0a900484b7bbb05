package io.mq.node.raft;

import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.util.Optional;

/**
 * What a node must have on disk before any answer in a term leaves it (Raft figure 2; lessons 10
 * and 11).
 *
 * @param term the latest term seen
 * @param vote who got this node's vote in that term
 */
public record HardState(Term term, Optional<NodeId> vote) {

  /** The hard state of a node that has never run. */
  public static final HardState INITIAL = new HardState(Term.ZERO, Optional.empty());

  /** The short form that logs and traces share. */
  public String describe() {
    return term + vote.map(node -> " vote " + node).orElse("");
  }
}
