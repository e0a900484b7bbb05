package io.mq.node.storage;

import io.mq.node.raft.Entry;
import io.mq.node.raft.HardState;
import io.mq.node.raft.SnapshotPoint;
import io.mq.shared.id.LogIndex;
import java.util.List;
import java.util.Optional;

/**
 * What a data directory holds.
 *
 * @param identity whose it is
 * @param hardState the last one that can be read
 * @param hardStateCertain whether that really is the last one written
 * @param mark where the log starts, empty if at index 1
 * @param entries the log behind the mark, in front of the first damage
 * @param readableBehindDamage how many entries behind the first damage can still be read
 * @param snapshot the newest one, if it can be read
 * @param damages every damaged place found
 * @param underRepair what the node has lost, if it is not repaired yet
 * @param setAside damaged files that the node has replaced and kept
 */
public record DirectoryReport(
    Identity identity,
    List<Segment> segments,
    HardState hardState,
    boolean hardStateCertain,
    Optional<SnapshotPoint> mark,
    List<Entry> entries,
    int readableBehindDamage,
    Optional<SnapshotFile> snapshot,
    List<Damage> damages,
    Optional<String> underRepair,
    List<String> setAside) {

  /**
   * One file of the log.
   *
   * @param last the highest index ever written to it, zero without one
   */
  public record Segment(
      String name, long usedBytes, long sizeBytes, long lastBatch, LogIndex last) {}

  /** Whether everything that was ever forced can be read, and nothing is missing. */
  public boolean isIntact() {
    return damages.isEmpty() && underRepair.isEmpty();
  }
}
