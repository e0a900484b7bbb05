package io.mq.node.raft.progress;

import io.mq.shared.id.LogIndex;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far one follower is, in the eyes of the leader of one term.
 *
 * <p>Invariant: {@code matchIndex < nextIndex}, and {@code matchIndex} never falls, but for a
 * follower that says it has lost data. Not thread-safe; the core owns it.
 */
public final class Progress {

  /** How the leader sends to the follower. */
  public sealed interface Mode {
    /** The word in status pages and transcripts. */
    String describe();
  }

  /** The match is not known: one message at a time, repeated with the heartbeat. */
  private static final class Probe implements Mode {
    private boolean waiting;

    @Override
    public String describe() {
      return "probe";
    }
  }

  /** The match is known: messages follow each other without waiting, within a bound of bytes. */
  private static final class Replicate implements Mode {
    private final ArrayDeque<Batch> inflight = new ArrayDeque<>();
    private long inflightBytes;

    @Override
    public String describe() {
      return "replicate";
    }
  }

  /** The log the follower needs is gone: nothing is sent until it has a snapshot. */
  private record Snapshot(LogIndex index) implements Mode {
    @Override
    public String describe() {
      return "snapshot";
    }
  }

  private record Batch(LogIndex lastIndex, long bytes) {}

  /** A repair of the follower's disk: it counts again when it holds the barrier. */
  private record Repair(long id, LogIndex barrier) {}

  private LogIndex matchIndex = LogIndex.ZERO;
  private LogIndex nextIndex;
  private Mode mode = new Probe();
  private long heardAtTick;
  private long ackedRound;
  private Optional<Repair> repair = Optional.empty();
  private OptionalLong endedRepair = OptionalLong.empty();

  /**
   * A follower about which a new leader knows nothing.
   *
   * @param nextIndex where to look first: behind the leader's last entry
   * @param nowTick when the term began, which counts as a sign of life
   */
  public Progress(LogIndex nextIndex, long nowTick) {
    this.nextIndex = nextIndex;
    this.heardAtTick = nowTick;
  }

  /** The last index known to be durable at the follower. */
  public LogIndex matchIndex() {
    return matchIndex;
  }

  /** The next index to send. */
  public LogIndex nextIndex() {
    return nextIndex;
  }

  /** How the leader sends to the follower. */
  public Mode mode() {
    return mode;
  }

  /** When it was last heard of, in ticks. */
  public long heardAtTick() {
    return heardAtTick;
  }

  /** The newest round it has answered. */
  public long ackedRound() {
    return ackedRound;
  }

  /** Whether the match is still looked for. */
  public boolean isProbing() {
    return mode instanceof Probe;
  }

  /** Bytes of entries sent and not acknowledged. */
  public long inflightBytes() {
    return mode instanceof Replicate replicate ? replicate.inflightBytes : 0;
  }

  /** It has answered a message of this term. */
  public void heard(long nowTick, long round) {
    heardAtTick = nowTick;
    ackedRound = Math.max(ackedRound, round);
  }

  /** Whether entries may be sent now. */
  public boolean maySend(long maxInflightBytes) {
    return switch (mode) {
      case Probe probe -> !probe.waiting;
      case Replicate replicate -> replicate.inflightBytes < maxInflightBytes;
      case Snapshot _ -> false;
    };
  }

  /** A request with entries up to {@code lastIndex}, or none, has been sent. */
  public void sent(LogIndex lastIndex, long bytes) {
    switch (mode) {
      case Probe probe -> probe.waiting = true;
      case Replicate replicate -> {
        if (bytes > 0) {
          nextIndex = lastIndex.next();
          replicate.inflight.add(new Batch(lastIndex, bytes));
          replicate.inflightBytes += bytes;
        }
      }
      case Snapshot _ -> throw new IllegalStateException("sent entries in place of a snapshot");
    }
  }

  /** It holds the log up to {@code match}. Returns whether that is news. */
  public boolean accepted(LogIndex match) {
    boolean news = match.isAfter(matchIndex);
    if (news) {
      matchIndex = match;
      nextIndex = LogIndex.max(nextIndex, match.next());
    }
    switch (mode) {
      case Probe _ -> replicate();
      case Replicate replicate -> release(replicate);
      case Snapshot snapshot -> {
        if (!matchIndex.isBefore(snapshot.index)) {
          replicate();
        }
      }
    }
    return news;
  }

  /**
   * It refused a request whose {@code prevIndex} was {@code rejectedIndex}.
   *
   * @param retryIndex the next index that may match
   * @return whether that is news; stale refusals are passed over
   */
  public boolean rejected(LogIndex rejectedIndex, LogIndex retryIndex) {
    boolean stale =
        switch (mode) {
          case Probe _ -> !rejectedIndex.next().equals(nextIndex);
          case Replicate _ -> !rejectedIndex.isAfter(matchIndex);
          case Snapshot _ -> true;
        };
    if (stale) {
      return false;
    }
    nextIndex = LogIndex.max(retryIndex, matchIndex.next());
    mode = new Probe();
    return true;
  }

  /** Forget what is under way and look again where the follower is. */
  public void probe() {
    nextIndex =
        switch (mode) {
          case Probe _ -> nextIndex;
          case Replicate _ -> matchIndex.next();
          case Snapshot snapshot -> LogIndex.max(matchIndex, snapshot.index).next();
        };
    mode = new Probe();
  }

  /** Lets a probe be repeated whose answer is overdue. */
  public void allowProbe() {
    if (mode instanceof Probe probe) {
      probe.waiting = false;
    }
  }

  /** It is being sent the snapshot that ends at {@code index}. */
  public void snapshot(LogIndex index) {
    mode = new Snapshot(index);
  }

  /** Whether it is being sent a snapshot. */
  public boolean awaitsSnapshot() {
    return mode instanceof Snapshot;
  }

  /** Whether it has lost data and is not repaired yet. */
  public boolean isRepairing() {
    return repair.isPresent();
  }

  /** Whether that repair is under way. */
  public boolean isRepair(long id) {
    return repair.isPresent() && repair.get().id == id;
  }

  /** Whether that was the last repair that ended. */
  public boolean hasEnded(long id) {
    return endedRepair.equals(OptionalLong.of(id));
  }

  /** What the follower must hold to be repaired. */
  public LogIndex barrier() {
    return repair.orElseThrow().barrier;
  }

  /** It has lost data: what it said before is void. */
  public void beginRepair(long id, LogIndex barrier) {
    repair = Optional.of(new Repair(id, barrier));
    matchIndex = LogIndex.ZERO;
    mode = new Probe();
  }

  /** Where to look for a match next. */
  public void lookFrom(LogIndex next) {
    nextIndex = next;
  }

  /** It has what it lacked. */
  public void endRepair() {
    endedRepair = OptionalLong.of(repair.orElseThrow().id);
    repair = Optional.empty();
  }

  /**
   * An answer came that is not one of a node under repair. It may be older than the damage. But if
   * it acknowledges the barrier, the repair ended in another term, or was none of the follower's
   * present life; the barrier is younger than any answer from before the damage.
   *
   * @return whether the repair has ended
   */
  public boolean endRepairBy(LogIndex acknowledged) {
    if (acknowledged.isBefore(barrier())) {
      nextIndex = LogIndex.max(nextIndex, acknowledged.next());
      mode = new Probe();
      return false;
    }
    endRepair();
    return true;
  }

  private void replicate() {
    mode = new Replicate();
    nextIndex = matchIndex.next();
  }

  private void release(Replicate replicate) {
    while (!replicate.inflight.isEmpty()
        && !replicate.inflight.peek().lastIndex.isAfter(matchIndex)) {
      replicate.inflightBytes -= replicate.inflight.poll().bytes;
    }
  }
}
