package io.mq.node.runtime;

import io.mq.node.queue.FrozenState;
import io.mq.node.raft.SnapshotPoint;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.nio.ByteBuffer;

/**
 * What a replica has done with its snapshots, beside its other work. Every call returns at once;
 * what comes of it is told to {@link SnapshotEvents} later, never within the call.
 */
public interface SnapshotPort {

  /** For a replica that takes no snapshots. */
  SnapshotPort NONE =
      new SnapshotPort() {
        @Override
        public void take(SnapshotPoint point, FrozenState state) {
          throw new IllegalStateException("this replica has nowhere to put a snapshot");
        }

        @Override
        public void send(NodeId to, Term term) {
          throw new IllegalStateException("this replica has no snapshot to send");
        }

        @Override
        public void stopSending() {}

        @Override
        public void received(NodeId from, ByteBuffer message) {}
      };

  /** Makes a snapshot durable; ends in {@code taken} or {@code notTaken}. */
  void take(SnapshotPoint point, FrozenState state);

  /** Sends the newest snapshot to a follower; ends in {@code sent}. */
  void send(NodeId to, Term term);

  /** This node leads no more: no sending under way is to be reported. */
  void stopSending();

  /** A snapshot message has come in; a whole snapshot ends in {@code received}. */
  void received(NodeId from, ByteBuffer message);
}
