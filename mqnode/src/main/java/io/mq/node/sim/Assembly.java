package io.mq.node.sim;

import io.mq.node.queue.Command;
import io.mq.node.queue.QueueState;
import io.mq.node.raft.Entry;
import io.mq.node.raft.HardState;
import io.mq.node.raft.RaftSettings;
import io.mq.node.raft.Rules;
import io.mq.node.runtime.Answer;
import io.mq.node.runtime.Links;
import io.mq.node.runtime.Replica;
import io.mq.node.runtime.ReplicaEnvironment;
import io.mq.node.runtime.SnapshotEvents;
import io.mq.node.storage.Disk;
import io.mq.node.storage.Identity;
import io.mq.node.storage.LogSettings;
import io.mq.node.storage.Recovered;
import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * How the parts of a simulated node are put together. The simulator's own tests replace a part by a
 * broken one and demand that the simulator notices.
 */
public class Assembly {

  /** The parts as they should be. */
  public static final Assembly SOUND = new Assembly();

  /** The decisions of the Raft core. */
  public Rules rules() {
    return Rules.SOUND;
  }

  /** The bounds of the Raft core. */
  public RaftSettings settings(RaftSettings settings) {
    return settings;
  }

  /** The disk as the log sees it. */
  public Disk disk(Disk disk) {
    return disk;
  }

  /**
   * What stands between a replica and the world.
   *
   * @param persisted tells the replica that a write is durable
   */
  public ReplicaEnvironment environment(
      NodeId self, ReplicaEnvironment environment, LongConsumer persisted) {
    return environment;
  }

  /** What a node's snapshot messages go through. */
  public Links snapshotLinks(Links links) {
    return links;
  }

  /** What a replica hears of its snapshots through. */
  public SnapshotEvents snapshotEvents(SnapshotEvents events) {
    return events;
  }

  /** The hard state that a starting node takes from its disk. */
  public HardState restored(HardState hardState) {
    return hardState;
  }

  /** The entries that a starting node takes from its disk. */
  public List<Entry> restored(List<Entry> entries) {
    return entries;
  }

  /**
   * The log that a node starts on, where it is not to be opened as it should be.
   *
   * @throws IOException if the disk fails
   */
  public Optional<Recovered.Intact> opened(Disk disk, Identity identity, LogSettings settings)
      throws IOException {
    return Optional.empty();
  }

  /**
   * Whether nodes take snapshots, in runs that draw them. Planted bugs are hunted with the whole
   * log kept, where each shows soonest.
   */
  public boolean takesSnapshots() {
    return this == SOUND;
  }

  /** Whether a node goes on after its disk has failed. */
  public boolean survivesDiskFailure() {
    return false;
  }

  /** The state machine that a node starts with. */
  public QueueState queues(QueueState queues) {
    return queues;
  }

  /** What happens in a replica at each tick of its clock: as in production, often nothing. */
  public void tick(Replica replica) {
    if (replica.quietTicks() > 0) {
      replica.passQuietTicks(1);
    } else {
      replica.tick();
    }
  }

  /** A client's command as it reaches the replica. */
  public Command command(Command command) {
    return command;
  }

  /** The replica's answer as it reaches the client. */
  public Answer answer(Answer answer) {
    return answer;
  }
}
