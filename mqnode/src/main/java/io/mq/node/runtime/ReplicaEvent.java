package io.mq.node.runtime;

import io.mq.node.raft.Configuration;
import io.mq.node.raft.RaftStatus.RoleName;
import io.mq.node.raft.SnapshotPoint;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/** Something about a replica that people watch for. */
public sealed interface ReplicaEvent {

  /** The short form for logs and traces. */
  String describe();

  /** The role, the term or the known leader is another than before. */
  record RoleChanged(RoleName role, Term term, Optional<NodeId> leader) implements ReplicaEvent {
    @Override
    public String describe() {
      String text = role.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + " " + term;
      return role == RoleName.LEADER || leader.isEmpty() ? text : text + " of " + leader.get();
    }
  }

  /** What this node's disk had lost is back, up to {@code index}; it counts and votes again. */
  record Repaired(Term term, LogIndex index) implements ReplicaEvent {
    @Override
    public String describe() {
      return "repaired in " + term + " up to " + index + "; back in the quorum";
    }
  }

  /** This node is to be repaired, and nobody leads who could do it. */
  record RepairWaits() implements ReplicaEvent {
    @Override
    public String describe() {
      return "under repair, and nobody leads: that takes a majority of nodes whose disks have lost"
          + " nothing; start the others, or put back undamaged files from a backup";
    }
  }

  /** The disk became too full for new messages, or has room again. */
  record RoomChanged(boolean hasRoom) implements ReplicaEvent {
    @Override
    public String describe() {
      return hasRoom
          ? "the disk has room again"
          : "the disk is nearly full: new messages are refused until there is room";
    }
  }

  /** The queues hold as much as memory allows, or less again. */
  record QueuesFull(boolean full, long memoryBytes) implements ReplicaEvent {
    @Override
    public String describe() {
      String size = (memoryBytes >> 20) + " MiB of memory";
      return full
          ? "the queues are full with " + size + ": new messages are refused until some are taken"
          : "the queues have room again, with " + size + " in use";
    }
  }

  /** A snapshot could not be read back; another takes its place. */
  record SnapshotDamaged(String what) implements ReplicaEvent {
    @Override
    public String describe() {
      return "DAMAGED: " + what + "; another snapshot will take its place";
    }
  }

  /**
   * Who belongs to the cluster is another than before, or known to be committed now; told once at
   * the start as well.
   *
   * @param settled whether no change is under way
   * @param addresses of everybody who may matter, those on their way out included
   */
  record MembersChanged(
      Configuration configuration, boolean settled, SortedMap<NodeId, String> addresses)
      implements ReplicaEvent {
    @Override
    public String describe() {
      if (configuration.voters().isEmpty()) {
        return "joins; knows no members yet";
      }
      return (settled ? "members: " : "members are becoming: ") + configuration.describe();
    }
  }

  /**
   * A stretch of the log is applied; all replicas end stretches at the same indexes and must tell
   * the same of them.
   *
   * @param index the last entry of the stretch
   * @param term that entry's
   * @param entries how many there are in the stretch
   * @param entriesHash of them; empty if this replica has not applied all of it
   * @param stateHash of the queues after it
   */
  record CheckpointReached(
      LogIndex index, Term term, int entries, OptionalLong entriesHash, long stateHash)
      implements ReplicaEvent {
    @Override
    public String describe() {
      HexFormat hex = HexFormat.of();
      String entries = entriesHash.isPresent() ? hex.toHexDigits(entriesHash.getAsLong()) : "?";
      return "checkpoint " + term + " " + index + " " + entries + " " + hex.toHexDigits(stateHash);
    }
  }

  /** A peer sent bytes that are no message of this version; they count as lost. */
  record MessageUnreadable(NodeId from, String why) implements ReplicaEvent {
    @Override
    public String describe() {
      return "unreadable message from " + from + ": " + why;
    }
  }

  /** The log up to {@code index} is now kept as a snapshot. */
  record SnapshotTaken(LogIndex index) implements ReplicaEvent {
    @Override
    public String describe() {
      return "snapshot up to " + index;
    }
  }

  /** There was no room on the disk for a snapshot; it will be tried again. */
  record SnapshotNotTaken() implements ReplicaEvent {
    @Override
    public String describe() {
      return "no room for a snapshot; it will be tried again";
    }
  }

  /** A follower whose entries are gone from the log is being sent the snapshot. */
  record SnapshotSending(NodeId to) implements ReplicaEvent {
    @Override
    public String describe() {
      return "sending the snapshot to " + to;
    }
  }

  /** The sending has ended. */
  record SnapshotSent(NodeId to, LogIndex index, boolean complete) implements ReplicaEvent {
    @Override
    public String describe() {
      return "snapshot up to " + index + " to " + to + (complete ? " sent" : " given up");
    }
  }

  /** A leader's snapshot came in whole and was dropped; the leader will send it again. */
  record SnapshotUnusable(NodeId from, String what) implements ReplicaEvent {
    @Override
    public String describe() {
      return "the snapshot from " + from + " cannot be used: " + what;
    }
  }

  /** The state was replaced by a leader's snapshot. */
  record SnapshotInstalled(NodeId from, SnapshotPoint point) implements ReplicaEvent {
    @Override
    public String describe() {
      return "installed snapshot " + point.describe() + " from " + from;
    }
  }
}
