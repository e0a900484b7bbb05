package io.mq.node.runtime;

import io.mq.node.queue.QueueState;
import io.mq.node.raft.SnapshotPoint;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;

/**
 * A snapshot that a leader has sent.
 *
 * @param term in which it was sent
 * @param state verified; the receiver's own from now on
 */
public record ReceivedSnapshot(NodeId from, Term term, SnapshotPoint point, QueueState state) {}
