package io.mq.node.raft;

import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what one step wants done. */
final class Outbox {

  private boolean hardStateChanged;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Envelope> sendNow = new ArrayList<>();
  private final List<Envelope> sendAfterPersist = new ArrayList<>();
  private final List<NodeId> sendSnapshot = new ArrayList<>();
  private Optional<SnapshotPoint> restore = Optional.empty();
  private final List<Output.ReadAnswer> reads = new ArrayList<>();
  private Optional<Output.Proposal> proposal = Optional.empty();
  private Optional<Output.AdminAnswer> admin = Optional.empty();
  private boolean repaired;

  void hardStateChanged() {
    hardStateChanged = true;
  }

  boolean isHardStateChanged() {
    return hardStateChanged;
  }

  void write(Entry entry) {
    Check.that(
        entries.isEmpty() || entries.getLast().index().next().equals(entry.index()),
        "the entries of one write are contiguous",
        entry.describe());
    entries.add(entry);
  }

  void sendNow(NodeId to, Message message) {
    sendNow.add(new Envelope(to, message));
  }

  void sendAfterPersist(NodeId to, Message message) {
    sendAfterPersist.add(new Envelope(to, message));
  }

  void sendSnapshot(NodeId to) {
    sendSnapshot.add(to);
  }

  void restore(SnapshotPoint snapshot) {
    restore = Optional.of(snapshot);
  }

  void answer(Output.ReadAnswer answer) {
    reads.add(answer);
  }

  void answer(Output.Proposal answer) {
    proposal = Optional.of(answer);
  }

  void answer(Output.AdminAnswer answer) {
    admin = Optional.of(answer);
  }

  void repaired() {
    repaired = true;
  }

  /** Hands everything over. */
  Output finish(ReplicaState state) {
    Optional<Output.Write> write = Optional.empty();
    if (hardStateChanged || !entries.isEmpty()) {
      long sequence =
          state.durability.started(state.nowTick, hardStateChanged, state.log.lastIndex());
      Optional<HardState> hardState =
          hardStateChanged ? Optional.of(state.hardState()) : Optional.empty();
      write = Optional.of(new Output.Write(sequence, hardState, List.copyOf(entries)));
    }
    List<Entry> committed = state.log.takeCommitted(state.settings.maxApplyBytes());
    boolean more = state.log.appliedIndex().isBefore(state.log.commitIndex());
    return new Output(
        restore,
        write,
        sendNow,
        sendAfterPersist,
        sendSnapshot,
        committed,
        more,
        proposal,
        reads,
        admin,
        repaired);
  }
}
