package io.mq.shared.wire;

/**
 * What a node tells of a stretch of the log that it has applied, for those who follow {@code GET
 * /admin/events?checkpoints=true}. All nodes end their stretches at the same indexes; two that tell
 * different things of one stretch are no copies of each other.
 *
 * @param at ISO 8601, UTC
 * @param index the last entry of the stretch
 * @param term that entry's
 * @param entries how many entries the stretch has
 * @param entriesHash of them all, 16 hexadecimal digits; null if the node has not applied all of
 *     them since it started or took over a snapshot
 * @param stateHash of the queues after them, 16 hexadecimal digits
 */
public record Checkpoint(
    String node,
    String at,
    long index,
    long term,
    int entries,
    String entriesHash,
    String stateHash) {

  /** The type of the server-sent event that carries one. */
  public static final String TYPE = "checkpoint";
}
