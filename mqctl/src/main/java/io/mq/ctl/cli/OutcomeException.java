package io.mq.ctl.cli;

import io.mq.shared.client.Outcome;
import io.mq.shared.wire.ErrorCode;
import java.util.Optional;

/** A request to the cluster that did not end well: refused, or with an outcome nobody knows. */
final class OutcomeException extends RuntimeException {

  private final Optional<ErrorCode> code;

  private OutcomeException(Optional<ErrorCode> code, String message) {
    super(message);
    this.code = code;
  }

  /** Why it was refused; empty if the outcome is unknown. */
  Optional<ErrorCode> code() {
    return code;
  }

  /** What a success brought. */
  static <T> T require(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Refused<T>(ErrorCode refusal, String detail) ->
          throw new OutcomeException(Optional.of(refusal), sentence("", detail));
      case Outcome.Unknown<T>(String detail) ->
          throw new OutcomeException(
              Optional.empty(), sentence("outcome unknown, it may have happened: ", detail));
    };
  }

  private static String sentence(String start, String detail) {
    return start + detail + (detail.endsWith(".") ? "" : ".");
  }
}
