package io.mq.node.http;

import io.mq.shared.wire.ErrorCode;
import java.util.Optional;

/**
 * A request ends with an error. Thrown by routes, turned into a response by {@link ErrorResponses}
 * alone. Carries no stack trace: it is an answer, and an empty queue makes thousands a second.
 */
public final class RequestFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String leaderUrl;

  /** An error with one sentence for the caller. */
  public RequestFailed(ErrorCode code, String detail) {
    this(code, detail, Optional.empty());
  }

  /** An error, with the client URL of the leader if it is known. */
  public RequestFailed(ErrorCode code, String detail, Optional<String> leaderUrl) {
    super(detail, null, false, false);
    this.code = code;
    this.leaderUrl = leaderUrl.orElse(null);
  }

  /** A BAD_REQUEST with one sentence for the caller. */
  public static RequestFailed badRequest(String detail) {
    return new RequestFailed(ErrorCode.BAD_REQUEST, detail);
  }

  /** What went wrong. */
  public ErrorCode code() {
    return code;
  }

  /** Where the leader serves clients, if known. */
  public Optional<String> leaderUrl() {
    return Optional.ofNullable(leaderUrl);
  }
}
