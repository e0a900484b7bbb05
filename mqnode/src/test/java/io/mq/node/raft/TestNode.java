package io.mq.node.raft;

import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
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

  private static final Output NOTHING =
      new Output(
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          false,
          Optional.empty(),
          List.of(),
          Optional.empty(),
          false);

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
  private long starts;
  private long lastForced;
  private Restored disk;
  private boolean damaged;
  private long repairedBySequence = Long.MAX_VALUE;
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
    starts++;
    Restored found = damaged ? disk.damaged(starts) : disk;
    core = Optional.of(new RaftCore(id, settings, found, random, rules));
  }

  /** While it is down, its disk loses its log behind {@code index} and falls back in term. */
  void damage(LogIndex index, Term term) {
    HardState before = disk.hardState();
    HardState left = term.isBefore(before.term()) ? new HardState(term, Optional.empty()) : before;
    disk = new Restored(left, disk.snapshot(), entriesUpTo(index));
    damaged = true;
  }

  boolean isDamaged() {
    return damaged;
  }

  /** Loses everything that was not forced, and the messages that waited for that. */
  void crash() {
    core = Optional.empty();
    unforced.clear();
    held.clear();
    applied.clear();
    lastForced = 0;
    repairedBySequence = Long.MAX_VALUE;
  }

  Output step(Input input) {
    String before =
        input instanceof Input.Tick && core().quietTicks() > 0 ? core().status().describe() : "";
    Output output = core().step(input);
    if (!before.isEmpty()) {
      Check.that(
          output.equals(NOTHING) && core().status().describe().equals(before),
          "a quiet tick does nothing",
          output);
    }
    output.restore().ifPresent(this::restore);
    output.write().ifPresent(unforced::add);
    if (output.repaired()) {
      repairedBySequence = unforced.isEmpty() ? 0 : unforced.getLast().sequence();
      forced(lastForced);
    }
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

  /** The disk counts as undamaged once everything from the time of the repair is forced. */
  private void forced(long sequence) {
    lastForced = sequence;
    if (sequence >= repairedBySequence) {
      damaged = false;
    }
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

  private List<Entry> entriesUpTo(LogIndex index) {
    return disk.entries().stream().filter(entry -> !entry.index().isAfter(index)).toList();
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
      forced(sequence);
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
