package io.mq.node.api;

import io.mq.node.queue.Body;
import io.mq.node.queue.Command;
import io.mq.node.queue.Query;
import io.mq.node.queue.Receipt;
import io.mq.node.queue.Result;
import io.mq.node.queue.Result.Refusal;
import io.mq.node.raft.Configuration;
import io.mq.node.raft.RaftStatus;
import io.mq.node.raft.RaftStatus.RoleName;
import io.mq.node.runtime.Answer;
import io.mq.node.runtime.MemberChange;
import io.mq.node.runtime.MembersOutcome;
import io.mq.node.runtime.ReplicaPort;
import io.mq.node.runtime.ReplicaStatus;
import io.mq.node.runtime.SnapshotOutcome;
import io.mq.node.runtime.TransferOutcome;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import io.mq.shared.wire.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A replica of one node in memory that keeps queues, leases without time, and no sessions. */
public final class FakeReplica implements ReplicaPort {

  /** Commands in the order they came. */
  public final List<Command> commands = new ArrayList<>();

  /** Membership changes in the order they came. */
  public final List<MemberChange> memberChanges = new ArrayList<>();

  /** What becomes of them. */
  public MembersOutcome membersOutcome = new MembersOutcome.Refused("no reason");

  /** What the status says. */
  public RoleName role = RoleName.LEADER;

  /** What comes of a snapshot. */
  public SnapshotOutcome snapshot = new SnapshotOutcome.Taken(new LogIndex(6));

  private final Map<String, ArrayDeque<Body>> topics = new LinkedHashMap<>();
  private Optional<Answer> forced = Optional.empty();

  /** How often an election was asked for. */
  public int elections;

  private boolean silent;

  /** From now on every call fails like this. */
  public synchronized void failWith(ErrorCode code, NodeId leader) {
    forced = Optional.of(new Answer.Failed(code, Optional.ofNullable(leader)));
  }

  /** From now on every call gets this result. */
  public synchronized void answerWith(Result result) {
    forced = Optional.of(new Answer.Done(result));
  }

  /** From now on no call is answered. */
  public synchronized void fallSilent() {
    silent = true;
  }

  @Override
  public synchronized CompletableFuture<Answer> execute(Command command) {
    commands.add(command);
    if (silent) {
      return new CompletableFuture<>();
    }
    return CompletableFuture.completedFuture(
        forced.orElseGet(() -> new Answer.Done(apply(command))));
  }

  @Override
  public synchronized CompletableFuture<Answer> query(Query query) {
    if (silent) {
      return new CompletableFuture<>();
    }
    return CompletableFuture.completedFuture(forced.orElseGet(() -> new Answer.Done(ask(query))));
  }

  @Override
  public synchronized CompletableFuture<Answer> queryLocally(Query query) {
    return CompletableFuture.completedFuture(new Answer.Done(ask(query)));
  }

  @Override
  public CompletableFuture<SnapshotOutcome> takeSnapshot() {
    return CompletableFuture.completedFuture(snapshot);
  }

  @Override
  public CompletableFuture<TransferOutcome> transfer(Optional<NodeId> target) {
    NodeId stranger = new NodeId(9);
    TransferOutcome outcome =
        switch (role) {
          case LEADER ->
              target.equals(Optional.of(stranger))
                  ? new TransferOutcome.Refused("n9 has no vote, so cannot lead")
                  : new TransferOutcome.Started(target.orElse(new NodeId(2)));
          case FOLLOWER -> new TransferOutcome.NotLeader(Optional.of(new NodeId(2)));
          case PRE_CANDIDATE, CANDIDATE -> new TransferOutcome.NotLeader(Optional.empty());
        };
    return CompletableFuture.completedFuture(outcome);
  }

  @Override
  public CompletableFuture<TransferOutcome> startElection() {
    elections++;
    return CompletableFuture.completedFuture(
        role == RoleName.LEADER
            ? new TransferOutcome.Refused("this node leads already")
            : new TransferOutcome.Started(new NodeId(1)));
  }

  @Override
  public CompletableFuture<MembersOutcome> changeMembers(MemberChange change) {
    memberChanges.add(change);
    return CompletableFuture.completedFuture(membersOutcome);
  }

  @Override
  public ReplicaStatus status() {
    NodeId self = new NodeId(1);
    RaftStatus raft =
        new RaftStatus(
            self,
            role,
            new Term(7),
            Optional.of(self),
            Optional.of(new NodeId(2)),
            new LogIndex(1),
            new LogIndex(9),
            new Term(7),
            new LogIndex(9),
            new LogIndex(8),
            new LogIndex(6),
            1234,
            0,
            Optional.empty(),
            Configuration.of(List.of(self, new NodeId(2))),
            true,
            List.of(
                new RaftStatus.FollowerStatus(
                    new NodeId(2), new LogIndex(8), new LogIndex(10), "replicate", 0, true, false)),
            false);
    return new ReplicaStatus(raft, new LogIndex(6), 0xabcL, 1234, 0, 5, 7, 900);
  }

  private Result apply(Command command) {
    return switch (command) {
      case Command.CreateTopic create ->
          topics.putIfAbsent(create.topic(), new ArrayDeque<>()) == null
              ? new Result.TopicChanged()
              : new Result.Refused(Refusal.TOPIC_EXISTS);
      case Command.DeleteTopic delete ->
          topics.remove(delete.topic()) != null
              ? new Result.TopicChanged()
              : new Result.Refused(Refusal.TOPIC_UNKNOWN);
      case Command.Put put -> put(put);
      case Command.Get get -> take(get.topic(), get.max(), 0);
      case Command.Lease lease -> take(lease.topic(), lease.max(), 1);
      case Command.Acknowledge acknowledge ->
          new Result.ReceiptsChecked(acknowledge.receipts(), List.of());
      case Command.Return back -> new Result.ReceiptsChecked(List.of(), back.receipts());
      case Command.OpenSession ignored -> new Result.SessionOpened(42);
      case Command.CloseSession ignored -> new Result.SessionClosed();
      case Command.InSession wrapped -> apply(wrapped.command());
    };
  }

  private Result put(Command.Put put) {
    ArrayDeque<Body> queue = topics.get(put.topic());
    if (queue == null) {
      return new Result.Refused(Refusal.TOPIC_UNKNOWN);
    }
    queue.addAll(put.messages());
    return new Result.Appended(queue.size() - put.messages().size() + 1, put.messages().size());
  }

  private Result take(String topic, int max, int attempt) {
    ArrayDeque<Body> queue = topics.get(topic);
    if (queue == null) {
      return new Result.Refused(Refusal.TOPIC_UNKNOWN);
    }
    if (queue.isEmpty()) {
      return new Result.Refused(Refusal.QUEUE_EMPTY);
    }
    List<Result.Delivered> taken = new ArrayList<>();
    while (taken.size() < max && !queue.isEmpty()) {
      Receipt receipt = new Receipt(taken.size() + 1, attempt);
      taken.add(new Result.Delivered(receipt, queue.removeFirst()));
    }
    return new Result.Messages(taken);
  }

  private Result ask(Query query) {
    return switch (query) {
      case Query.ListTopics ignored ->
          new Result.Topics(topics.keySet().stream().map(this::info).toList());
      case Query.ShowTopic show ->
          topics.containsKey(show.topic())
              ? info(show.topic())
              : new Result.Refused(Refusal.TOPIC_UNKNOWN);
      case Query.Peek peek -> {
        ArrayDeque<Body> queue = topics.get(peek.topic());
        ArrayDeque<Body> before = queue == null ? new ArrayDeque<>() : queue.clone();
        Result result = take(peek.topic(), peek.max(), 0);
        topics.computeIfPresent(peek.topic(), (topic, ignored) -> before);
        yield result;
      }
    };
  }

  private Result.TopicInfo info(String topic) {
    int ready = topics.get(topic).size();
    return new Result.TopicInfo(topic, ready, 0, ready + 1, ready);
  }
}
