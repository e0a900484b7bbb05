package io.mq.shared.client;

import io.mq.shared.wire.ErrorCode;

/** What an unsuccessful answer means: its {@code Mq-Error}, or what the RRMQ API's statuses say. */
final class AnswerCodes {

  private AnswerCodes() {}

  static ErrorCode of(HttpCall call, HttpAnswer answer) {
    if (answer.errorCode().isPresent()) {
      for (ErrorCode code : ErrorCode.values()) {
        if (code.name().equals(answer.errorCode().get())) {
          return code;
        }
      }
    }
    if (call.path().startsWith("/v1/") && isForeign(answer.status())) {
      return ErrorCode.NOT_FOUND;
    }
    return switch (answer.status()) {
      case 400, 405, 415 -> ErrorCode.BAD_REQUEST;
      case 401, 403 -> ErrorCode.UNAUTHORIZED;
      case 404 -> notFound(call);
      case 409 -> ErrorCode.TOPIC_EXISTS;
      case 410 -> ErrorCode.SESSION_UNKNOWN;
      case 413 -> ErrorCode.TOO_LARGE;
      case 307, 503 -> ErrorCode.NO_LEADER;
      case 504 -> ErrorCode.OUTCOME_UNKNOWN;
      default -> ErrorCode.INTERNAL;
    };
  }

  /** What programs of another make answer on paths and methods they do not know. */
  private static boolean isForeign(int status) {
    return status == 404 || status == 405 || status == 501;
  }

  /** Without a code, a get that finds nothing does not say whether the topic is there. */
  private static ErrorCode notFound(HttpCall call) {
    return call.method().equals("GET") ? ErrorCode.QUEUE_EMPTY : ErrorCode.TOPIC_UNKNOWN;
  }
}
