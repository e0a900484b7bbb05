package io.mq.shared.check;

/**
 * The limits of a check.
 *
 * @param minimumAcknowledged with fewer operations known to have taken effect, a history without a
 *     violation is undecided: silence proves nothing
 * @param searchSteps how many steps the search may take in each topic whose values are not unique
 * @param searchMemory how many 8-byte words the search may remember
 */
public record CheckSettings(int minimumAcknowledged, long searchSteps, long searchMemory) {

  /** One acknowledged operation, two million steps, 128 MiB. */
  public static final CheckSettings DEFAULT = new CheckSettings(1, 2_000_000, 16_000_000);
}
