package io.mq.shared.wire;

/** What a client may conclude from an error about the effect of its request (lesson 36). */
public enum Definiteness {
  /** The request certainly did not take effect. */
  DEFINITE,
  /** The request may have taken effect, or may yet. */
  MAYBE
}
