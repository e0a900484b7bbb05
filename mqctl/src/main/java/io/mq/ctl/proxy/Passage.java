package io.mq.ctl.proxy;

/**
 * What the faults in force do to one piece of a stream.
 *
 * @param blocked whether nothing passes now
 * @param delayMillis by which it comes late
 * @param bytesPerSecond at which the stream goes on behind it; 0 for no limit
 */
record Passage(Fate fate, boolean blocked, long delayMillis, long bytesPerSecond) {

  /** What chance has decided about the piece. */
  enum Fate {
    /** It gets there. */
    PASSES,
    /** It is lost. A stream with a hole is no stream, so all that follows it is lost as well. */
    LOST,
    /** Its connection breaks off. */
    RESET
  }

  /** No fault. */
  static final Passage FREE = new Passage(Fate.PASSES, false, 0, 0);

  /** Both this and a fault more. */
  Passage and(Passage more) {
    return new Passage(
        fate.compareTo(more.fate) >= 0 ? fate : more.fate,
        blocked || more.blocked,
        delayMillis + more.delayMillis,
        bytesPerSecond == 0 || more.bytesPerSecond == 0
            ? Math.max(bytesPerSecond, more.bytesPerSecond)
            : Math.min(bytesPerSecond, more.bytesPerSecond));
  }
}
