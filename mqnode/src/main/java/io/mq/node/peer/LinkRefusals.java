package io.mq.node.peer;

import io.mq.shared.id.NodeId;
import io.mq.shared.wire.ErrorCode;

/** Hears when a peer will not have this node any more. */
public interface LinkRefusals {

  /**
   * {@code by} refuses a link.
   *
   * @param code {@link ErrorCode#NODE_REMOVED} or {@link ErrorCode#DATA_LOST}
   * @param reason one sentence
   */
  void refused(NodeId by, ErrorCode code, String reason);
}
