package io.mq.shared.client;

import io.mq.shared.wire.ErrorCode;
import java.util.function.Function;

/**
 * How a request ended. "Unknown" is never reported as refused.
 *
 * @param <T> what a success brings
 */
public sealed interface Outcome<T> {

  /** It took effect, once. */
  record Done<T>(T value) implements Outcome<T> {}

  /**
   * It certainly did not take effect, and never will.
   *
   * @param code why; {@code NO_LEADER} also when no node could be reached before the deadline
   * @param detail one sentence without a full stop
   */
  record Refused<T>(ErrorCode code, String detail) implements Outcome<T> {}

  /**
   * It may have taken effect, or may yet.
   *
   * @param detail why that is not known, one sentence without a full stop
   */
  record Unknown<T>(String detail) implements Outcome<T> {}

  /** The same with another value of a success. */
  default <R> Outcome<R> map(Function<? super T, ? extends R> change) {
    return switch (this) {
      case Done<T>(T value) -> new Done<>(change.apply(value));
      case Refused<T>(ErrorCode code, String detail) -> new Refused<>(code, detail);
      case Unknown<T>(String detail) -> new Unknown<>(detail);
    };
  }
}
