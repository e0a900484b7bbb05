package io.mq.shared.wire;

/** What a client should do after an error. */
public enum RetryRule {
  /** The same request will be refused again. */
  NEVER,
  /** Ask again, at the node named as leader or at any other, after a short wait. */
  ALWAYS,
  /** Ask again only under the same session and sequence; without them a repeat may act twice. */
  WITH_SESSION
}
