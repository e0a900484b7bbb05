package io.mq.shared.check;

import java.util.List;

/**
 * What became of the messages, whichever order fits. Counts are exact; the lists of values stop at
 * {@link #LISTED}. Immutable.
 *
 * @param acknowledgedPuts puts known to have taken effect
 * @param refusedPuts puts known not to have
 * @param unknownPuts puts that may have
 * @param deliveries gets that returned a message
 * @param emptyGets gets that found their topic empty
 * @param unknownGets gets that may have taken a message
 * @param lost acknowledged messages that must have come out, did not, and cannot all have gone to
 *     gets of unknown outcome; a lower bound, for every such get may have taken a message, however
 *     much later, and so excuses one loss
 * @param unaccounted acknowledged messages that no get returned, for whatever reason; {@code lost}
 *     of them for none that is allowed
 * @param duplicated deliveries beyond the first of each message
 * @param phantoms deliveries of messages that nobody put
 * @param reordered messages overtaken by a later one of the same producer (by a get that ended
 *     before theirs was called)
 */
public record Accounting(
    long acknowledgedPuts,
    long refusedPuts,
    long unknownPuts,
    long deliveries,
    long emptyGets,
    long unknownGets,
    long lost,
    long unaccounted,
    long duplicated,
    long phantoms,
    long reordered,
    List<String> lostValues,
    List<String> duplicatedValues,
    List<String> phantomValues,
    List<String> reorderedValues) {

  /** The most values that any of the lists names. */
  public static final int LISTED = 100;
}
