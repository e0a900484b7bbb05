package io.mq.node.raft;

import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** A core with a disk that loses what was not forced, keeping the contract of an Output. */
final class TestNode {

  /** A message that waits for the disk. */
  private record Held(long sequence, Envelope envelope) {}

  final NodeId id;
  boolean slowDisk;

  private final RaftSettings settings;
  private final RandomGenerator random;
  private final Rules rules;
  private final Consumer<Envelope> network;
  private final ArrayDeque<Output.Write> unforced = new ArrayDeque<>();
  private final ArrayDeque<Held> held = new ArrayDeque<>();
  private final Function<LogIndex, List<Entry>> snapshots;
  private final List<Entry> applied = new ArrayList<>();
  private Restored disk;
  private Optional<RaftCore> core = Optional.empty();

  TestNode(
      NodeId id,
      RaftSettings settings,
      Restored disk,
      RandomGenerator random,
      Rules rules,
      Consumer<Envelope> network,
      Function<LogIndex, List<Entry>> snapshots) {
    this.snapshots = snapshots;
    this.id = id;
    this.settings = settings;
    this.disk = disk;
    this.random = random;
    this.rules = rules;
    this.network = network;
  }

  boolean isUp() {
    return core.isPresent();
  }

  RaftCore core() {
    return core.orElseThrow();
  }

  /** What a crash now would leave. */
  Restored disk() {
    return disk;
  }

  List<Entry> applied() {
    return applied;
  }

  /** Everything applied, what a snapshot stands for included. */
  void start() {
    applied.addAll(snapshots.apply(disk.snapshot().index()));
    core = Optional.of(new RaftCore(id, settings, disk, random, rules));
  }

  /** Loses everything that was not forced, and the messages that waited for that. */
  void crash() {
    core = Optional.empty();
    unforced.clear();
    held.clear();
    applied.clear();
  }

  Output step(Input input) {
    Output output = core().step(input);
    output.restore().ifPresent(this::restore);
    output.write().ifPresent(unforced::add);
    output.sendNow().forEach(network);
    applied.addAll(output.committed());
    for (Envelope envelope : output.sendAfterPersist()) {
      if (unforced.isEmpty()) {
        network.accept(envelope);
      } else {
        held.add(new Held(unforced.getLast().sequence(), envelope));
      }
    }
    return output;
  }

  /** The snapshot replaces log and state; what was being written of the old log is void. */
  private void restore(SnapshotPoint snapshot) {
    List<Output.Write> voided =
        unforced.stream()
            .map(write -> new Output.Write(write.sequence(), write.hardState(), List.of()))
            .toList();
    unforced.clear();
    unforced.addAll(voided);
    disk = new Restored(disk.hardState(), snapshot, List.of());
    applied.clear();
    applied.addAll(snapshots.apply(snapshot.index()));
  }

  /**
   * Takes a snapshot of what is applied and keeps {@code trailing} entries of the log before it.
   */
  void compact(long trailing) {
    LogIndex appliedIndex = core().status().appliedIndex();
    SnapshotPoint snapshot = core().snapshotPoint(appliedIndex);
    LogIndex upTo = new LogIndex(Math.max(0, appliedIndex.value() - trailing));
    disk = new Restored(disk.hardState(), snapshot, entriesBehind(snapshot.index()));
    step(new Input.Compact(upTo));
  }

  private List<Entry> entriesBehind(LogIndex index) {
    return disk.entries().stream().filter(entry -> entry.index().isAfter(index)).toList();
  }

  boolean hasUnforced() {
    return !unforced.isEmpty();
  }

  /** Forces the oldest {@code count} writes; the caller steps {@code Persisted} with the result. */
  long force(int count) {
    long sequence = 0;
    for (int i = 0; i < count; i++) {
      Output.Write write = unforced.remove();
      sequence = write.sequence();
      disk = after(disk, write);
    }
    return sequence;
  }

  int unforced() {
    return unforced.size();
  }

  /** Sends what waited for the writes up to {@code sequence}. */
  void release(long sequence) {
    while (!held.isEmpty() && held.peek().sequence <= sequence) {
      network.accept(held.poll().envelope);
    }
  }

  private static Restored after(Restored disk, Output.Write write) {
    List<Entry> entries = new ArrayList<>(disk.entries());
    if (!write.entries().isEmpty()) {
      LogIndex from = write.entries().getFirst().index();
      entries.removeIf(entry -> !entry.index().isBefore(from));
      write.entries().stream()
          .filter(entry -> entry.index().isAfter(disk.snapshot().index()))
          .forEach(entries::add);
    }
    return new Restored(write.hardState().orElse(disk.hardState()), disk.snapshot(), entries);
  }
}
