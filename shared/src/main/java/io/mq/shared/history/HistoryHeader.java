package io.mq.shared.history;

import java.util.OptionalLong;

/**
 * The first line of a history file. Immutable.
 *
 * @param version the format's version, 1
 * @param workload what the clients did, {@code queue} here
 * @param seed the seed that drew the run, if one did
 * @param clock the unit of {@code time}, {@code ns} here
 */
public record HistoryHeader(int version, String workload, OptionalLong seed, String clock) {

  /** The only format version there is. */
  public static final int VERSION = 1;

  /** The header of a queue history whose run was drawn from {@code seed}. */
  public static HistoryHeader ofSeed(long seed) {
    return new HistoryHeader(VERSION, "queue", OptionalLong.of(seed), "ns");
  }

  /** The header of a queue history without a seed. */
  public static HistoryHeader unseeded() {
    return new HistoryHeader(VERSION, "queue", OptionalLong.empty(), "ns");
  }
}
