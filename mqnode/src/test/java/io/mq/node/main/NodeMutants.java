package io.mq.node.main;

import io.mq.node.queue.Body;
import io.mq.node.queue.Command;
import io.mq.node.queue.Command.Get;
import io.mq.node.queue.Command.InSession;
import io.mq.node.queue.Command.Put;
import io.mq.node.queue.Command.TopicCommand;
import io.mq.node.queue.Query;
import io.mq.node.queue.Receipt;
import io.mq.node.queue.Result;
import io.mq.node.queue.Result.Refusal;
import io.mq.node.raft.Mutants;
import io.mq.node.raft.Rules;
import io.mq.node.runtime.Answer;
import io.mq.node.runtime.Links;
import io.mq.node.runtime.MemberChange;
import io.mq.node.runtime.MembersOutcome;
import io.mq.node.runtime.ReplicaPort;
import io.mq.node.runtime.ReplicaStatus;
import io.mq.node.runtime.SnapshotOutcome;
import io.mq.node.runtime.TransferOutcome;
import io.mq.node.runtime.WriteAheadLog;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** Nodes with one planted bug each, to be run as real processes. */
final class NodeMutants {

  /** By their names. */
  static final SequencedMap<String, NodeParts> ALL = new LinkedHashMap<>();

  static {
    replica("puts-twice", port -> new Changed(port, NodeMutants::twice, answer -> answer));
    replica("takes-two", port -> new Changed(port, NodeMutants::greedy, NodeMutants::firstOnly));
    replica("forgets-sessions", port -> new Changed(port, NodeMutants::bare, answer -> answer));
    replica("answers-before-commit", Hasty::new);
    replica("calls-unknown-done", port -> new Changed(port, c -> c, NodeMutants::unknownIsDone));
    replica("empty-when-not-leader", EmptyWhenLost::new);
    replica("makes-up-messages", MakesUp::new);
    replica("swaps-neighbours", Swapping::new);
    replica("fetches-ahead", Prefetching::new);
    ALL.put("diverges", new Diverging());
    ALL.put("writes-later", new WritesLater());
    // Of the drawn faults it takes stale-leader to show the first, and stale-candidate the second.
    rules("reads-unconfirmed", "reads without asking a quorum (lesson 3)");
    rules("votes-for-any-log", "votes for a candidate whose log is behind");
  }

  private NodeMutants() {}

  private static void replica(String name, UnaryOperator<ReplicaPort> change) {
    ALL.put(
        name,
        new NodeParts() {
          @Override
          ReplicaPort replica(ReplicaPort replica) {
            return change.apply(replica);
          }
        });
  }

  private static void rules(String name, String mutant) {
    ALL.put(
        name,
        new NodeParts() {
          @Override
          Rules rules() {
            return Mutants.ALL.get(mutant);
          }
        });
  }

  private static Command inside(Command command, UnaryOperator<TopicCommand> change) {
    return switch (command) {
      case InSession(long session, long sequence, TopicCommand wrapped) ->
          new InSession(session, sequence, change.apply(wrapped));
      case TopicCommand plain -> change.apply(plain);
      case Command.OpenSession open -> open;
      case Command.CloseSession close -> close;
    };
  }

  private static TopicCommand innermost(Command command) {
    return switch (command) {
      case InSession wrapped -> wrapped.command();
      case TopicCommand plain -> plain;
      case Command.OpenSession _, Command.CloseSession _ -> null;
    };
  }

  private static Command bare(Command command) {
    return command instanceof InSession wrapped ? wrapped.command() : command;
  }

  private static Command twice(Command command) {
    return inside(
        command,
        plain -> {
          if (!(plain instanceof Put(String topic, List<Body> messages))) {
            return plain;
          }
          List<Body> doubled = new ArrayList<>(messages);
          doubled.addAll(messages);
          return new Put(topic, doubled);
        });
  }

  private static Command greedy(Command command) {
    return inside(
        command,
        plain -> plain instanceof Get(String topic, int max) ? new Get(topic, max + 1) : plain);
  }

  private static Answer firstOnly(Answer answer) {
    return answer instanceof Answer.Done(Result.Messages(List<Result.Delivered> messages))
            && !messages.isEmpty()
        ? new Answer.Done(new Result.Messages(messages.subList(0, 1)))
        : answer;
  }

  private static Answer unknownIsDone(Answer answer) {
    return answer instanceof Answer.Failed failed && failed.code() == ErrorCode.OUTCOME_UNKNOWN
        ? new Answer.Done(new Result.Appended(1, 1))
        : answer;
  }

  /** Passes everything on. */
  private static class Wrapped implements ReplicaPort {
    final ReplicaPort port;

    Wrapped(ReplicaPort port) {
      this.port = port;
    }

    @Override
    public CompletableFuture<Answer> execute(Command command) {
      return port.execute(command);
    }

    @Override
    public CompletableFuture<Answer> query(Query query) {
      return port.query(query);
    }

    @Override
    public CompletableFuture<Answer> queryLocally(Query query) {
      return port.queryLocally(query);
    }

    @Override
    public CompletableFuture<SnapshotOutcome> takeSnapshot() {
      return port.takeSnapshot();
    }

    @Override
    public CompletableFuture<MembersOutcome> changeMembers(MemberChange change) {
      return port.changeMembers(change);
    }

    @Override
    public CompletableFuture<TransferOutcome> startElection() {
      return port.startElection();
    }

    @Override
    public CompletableFuture<TransferOutcome> transfer(Optional<NodeId> target) {
      return port.transfer(target);
    }

    @Override
    public ReplicaStatus status() {
      return port.status();
    }
  }

  private static final class Changed extends Wrapped {
    private final UnaryOperator<Command> command;
    private final UnaryOperator<Answer> answer;

    Changed(ReplicaPort port, UnaryOperator<Command> command, UnaryOperator<Answer> answer) {
      super(port);
      this.command = command;
      this.answer = answer;
    }

    @Override
    public CompletableFuture<Answer> execute(Command sound) {
      return port.execute(command.apply(sound)).thenApply(answer);
    }
  }

  /** A leader says done to a put that it has only begun. */
  private static final class Hasty extends Wrapped {

    Hasty(ReplicaPort port) {
      super(port);
    }

    @Override
    public CompletableFuture<Answer> execute(Command command) {
      CompletableFuture<Answer> sound = port.execute(command);
      boolean leads = status().raft().role() == io.mq.node.raft.RaftStatus.RoleName.LEADER;
      return leads && innermost(command) instanceof Put
          ? CompletableFuture.completedFuture(new Answer.Done(new Result.Appended(1, 1)))
          : sound;
    }
  }

  /** A node that does not lead calls every topic empty. */
  private static final class EmptyWhenLost extends Wrapped {

    EmptyWhenLost(ReplicaPort port) {
      super(port);
    }

    @Override
    public CompletableFuture<Answer> execute(Command command) {
      return port.execute(command)
          .thenApply(
              answer ->
                  answer instanceof Answer.Failed && innermost(command) instanceof Get
                      ? new Answer.Done(new Result.Refused(Refusal.QUEUE_EMPTY))
                      : answer);
    }
  }

  /** Every tenth get of an empty topic gets something. */
  private static final class MakesUp extends Wrapped {
    private final AtomicLong count = new AtomicLong();

    MakesUp(ReplicaPort port) {
      super(port);
    }

    @Override
    public CompletableFuture<Answer> execute(Command command) {
      return port.execute(command)
          .thenApply(
              answer ->
                  answer instanceof Answer.Done(Result.Refused(Refusal reason))
                          && reason == Refusal.QUEUE_EMPTY
                          && count.incrementAndGet() % 10 == 0
                      ? message(Body.of("ghost-" + count + "-" + System.nanoTime()))
                      : answer);
    }
  }

  private static Answer message(Body body) {
    return new Answer.Done(
        new Result.Messages(List.of(new Result.Delivered(new Receipt(1, 1), body))));
  }

  /** Takes two messages for every get and keeps one of them for the next, in memory. */
  private static class Prefetching extends Wrapped {
    private final Map<String, ConcurrentLinkedQueue<Body>> kept = new ConcurrentHashMap<>();

    Prefetching(ReplicaPort port) {
      super(port);
    }

    /** Which of two messages goes out first. */
    int first() {
      return 0;
    }

    @Override
    public CompletableFuture<Answer> execute(Command command) {
      if (!(innermost(command) instanceof Get(String topic, int _))) {
        return port.execute(command);
      }
      ConcurrentLinkedQueue<Body> ours =
          kept.computeIfAbsent(topic, name -> new ConcurrentLinkedQueue<>());
      Body next = ours.poll();
      if (next != null) {
        return CompletableFuture.completedFuture(message(next));
      }
      return port.execute(greedy(command)).thenApply(answer -> one(answer, ours));
    }

    private Answer one(Answer answer, ConcurrentLinkedQueue<Body> ours) {
      if (!(answer instanceof Answer.Done(Result.Messages(List<Result.Delivered> messages)))
          || messages.size() < 2) {
        return answer;
      }
      ours.add(messages.get(1 - first()).body());
      return message(messages.get(first()).body());
    }
  }

  /** The same, and hands out the second of the two first. */
  private static final class Swapping extends Prefetching {

    Swapping(ReplicaPort port) {
      super(port);
    }

    @Override
    int first() {
      return 1;
    }
  }

  /** What it sends to its peers is not always what it has written. */
  private static final class Diverging extends NodeParts {
    @Override
    Links links(Links links) {
      return new CorruptingLinks(links);
    }
  }

  /** What it has promised to keep lies in memory for a second before it reaches the disk. */
  private static final class WritesLater extends NodeParts {
    @Override
    WriteAheadLog log(WriteAheadLog log) {
      return new LateLog(log);
    }
  }
}
