package io.mq.node.runtime;

import io.mq.node.queue.Result;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.ErrorCode;
import java.util.Optional;

/** How a request ended: done, or failed with a code that says whether it may have happened. */
public sealed interface Answer {

  /** The state machine answered; its result may be a refusal. */
  record Done(Result result) implements Answer {}

  /**
   * The request got no answer from the state machine.
   *
   * @param code NOT_LEADER, NO_LEADER, BUSY, STOPPING, DISK_FULL, QUEUES_FULL, OUTCOME_UNKNOWN or
   *     INTERNAL
   * @param leader where to ask instead, if known
   */
  record Failed(ErrorCode code, Optional<NodeId> leader) implements Answer {}

  /** The short form that logs and traces share. */
  default String describe() {
    return switch (this) {
      case Done(Result result) -> result.describe();
      case Failed(ErrorCode code, Optional<NodeId> leader) ->
          code + leader.map(node -> ", leader " + node).orElse("");
    };
  }
}
