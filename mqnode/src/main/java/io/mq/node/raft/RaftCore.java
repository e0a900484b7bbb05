package io.mq.node.raft;

import io.mq.shared.id.NodeId;
import java.util.random.RandomGenerator;

/** Placeholder for the core's surface; replaced by the real one. */
public final class RaftCore {

  private final NodeId self;

  /** Makes a replica that has just started. */
  public RaftCore(NodeId self, RaftSettings settings, Restored restored, RandomGenerator random) {
    this.self = self;
  }

  /** One step. */
  public Output step(Input input) {
    throw new UnsupportedOperationException("not built yet " + self);
  }

  /** The state now. */
  public RaftStatus status() {
    throw new UnsupportedOperationException("not built yet");
  }
}
