package io.mq.node.runtime;

/**
 * The ways of snapshots to the other replicas. What waits there holds up no other message.
 *
 * @param pieces over a connection that this node opens for them
 * @param answers over the connection that the pieces have come over
 */
public record SnapshotLinks(Links pieces, Links answers) {

  /** Pieces and answers the same way. */
  public static SnapshotLinks over(Links links) {
    return new SnapshotLinks(links, links);
  }
}
