package io.mq.ctl.cluster;

import io.mq.shared.wire.ErrorCode;
import io.mq.shared.wire.RetryRule;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/** A node has answered an admin call with an error. */
public final class AdminRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final ErrorCode code;
  private final String detail;

  AdminRefusedException(int status, Optional<String> code, String detail) {
    super("answered " + status + (detail.isEmpty() ? "" : ": " + detail));
    this.status = status;
    this.code =
        Stream.of(ErrorCode.values())
            .filter(known -> code.equals(Optional.of(known.name())))
            .findFirst()
            .orElse(null);
    this.detail = detail;
  }

  /** The HTTP status. */
  int status() {
    return status;
  }

  /** The node's own sentence, or empty. */
  String detail() {
    return detail;
  }

  /** Whether the same call may go well later, or has gone well unknown to the node. */
  boolean isPassing() {
    return code != null && code.retryRule() != RetryRule.NEVER;
  }
}
