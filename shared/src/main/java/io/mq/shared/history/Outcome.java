package io.mq.shared.history;

/** What a client knows of an operation in the end. */
public enum Outcome {
  /** It took effect. */
  OK,
  /** It certainly did not take effect. */
  FAIL,
  /** It may have taken effect, or may yet: {@code info}, or no end at all. */
  UNKNOWN
}
