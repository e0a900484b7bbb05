package io.mq.node.sim;

import io.mq.node.queue.Body;
import io.mq.node.queue.Command;
import io.mq.node.queue.Command.Acknowledge;
import io.mq.node.queue.Command.Get;
import io.mq.node.queue.Command.InSession;
import io.mq.node.queue.Command.Lease;
import io.mq.node.queue.Command.Put;
import io.mq.node.queue.Command.Return;
import io.mq.node.queue.Command.TopicCommand;
import io.mq.node.queue.Query;
import io.mq.node.queue.QueueState;
import io.mq.node.queue.Receipt;
import io.mq.node.queue.Result;
import io.mq.node.raft.RaftSettings;
import io.mq.node.runtime.Replica;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Bugs in the queues themselves, the same on every node, and in what is kept out of the log. */
final class QueueMutants {

  private QueueMutants() {}

  static List<Mutant> all() {
    List<Mutant> all = new ArrayList<>(inLeases());
    all.addAll(inTheLog());
    return all;
  }

  private static List<Mutant> inLeases() {
    return List.of(
        queues(
            "leases for a day whatever is asked",
            "30: every lease ends",
            () -> new Changed(QueueMutants::forADay)),
        queues(
            "ends a lease after half its time",
            "30: a lease lasts as long as was asked",
            () -> new Changed(QueueMutants::forHalf)),
        queues(
            "takes any receipt of a message for the newest",
            "35: a stale receipt is refused",
            AnyReceipt::new),
        queues(
            "takes an acknowledgement for a return",
            "35: what is acknowledged never comes again",
            () -> new Changed(QueueMutants::givenBack)),
        queues(
            "puts a returned message in anew", "30: it comes back to its old place", PutsAnew::new),
        queues(
            "finds a topic empty while one of its messages is leased",
            "30: a lease holds up nothing else",
            EmptyWhileLeased::new),
        queues(
            "calls every receipt stale",
            "35: a receipt is good until its lease ends",
            AllStale::new),
        queues(
            "hands a message out before its lease is committed",
            "34: commit the lease, then send the body",
            () -> new HandsOutTooSoon(command -> command instanceof Lease)),
        queues(
            "hands a message out before it is taken",
            "34: commit the delivery, then send the body",
            () -> new HandsOutTooSoon(command -> command instanceof Get)));
  }

  private static List<Mutant> inTheLog() {
    return List.of(
        queues(
            "puts into the log what changes nothing",
            "29: no-ops are dropped before they are proposed",
            NothingDropped::new),
        new Mutant(
            "puts a sign of life into the log",
            "29: the log does not grow by itself",
            Profile.CALM,
            SignsOfLife::new),
        new Mutant(
            "applies all that is committed at once",
            "28: apply in pages",
            Profile.CRASH,
            () -> new Bounds(AnyBound::ofPages)),
        new Mutant(
            "sends all that is lacking at once",
            "23: bytes per message are bounded",
            Profile.CRASH,
            () -> new Bounds(AnyBound::ofMessages)));
  }

  private static Mutant queues(String name, String lesson, Supplier<QueueState> queues) {
    return new Mutant(
        name,
        lesson,
        Profile.CLOCK,
        () ->
            new Assembly() {
              @Override
              public QueueState queues(QueueState sound) {
                return queues.get();
              }
            });
  }

  private static TopicCommand forADay(TopicCommand command) {
    return command instanceof Lease(String topic, int max, long ignored)
        ? new Lease(topic, max, Long.MAX_VALUE)
        : command;
  }

  private static TopicCommand forHalf(TopicCommand command) {
    return command instanceof Lease(String topic, int max, long leaseMillis)
        ? new Lease(topic, max, leaseMillis / 2)
        : command;
  }

  private static TopicCommand givenBack(TopicCommand command) {
    return command instanceof Acknowledge(String topic, List<Receipt> receipts)
        ? new Return(topic, receipts)
        : command;
  }

  /** The command without its session. */
  private static Command bare(Command command) {
    return command instanceof InSession wrapped ? wrapped.command() : command;
  }

  /** Queues that make another command of some. */
  private static class Changed extends QueueState {
    private final UnaryOperator<TopicCommand> change;

    Changed(UnaryOperator<TopicCommand> change) {
      this.change = change;
    }

    private Command changed(Command command) {
      return switch (command) {
        case InSession(long session, long sequence, TopicCommand wrapped) ->
            new InSession(session, sequence, change.apply(wrapped));
        case TopicCommand bare -> change.apply(bare);
        case Command.OpenSession open -> open;
        case Command.CloseSession close -> close;
      };
    }

    @Override
    public Result apply(Command command, long index, long entryTimeMillis) {
      return super.apply(changed(command), index, entryTimeMillis);
    }

    @Override
    public Optional<Result> preview(Command command, long entryTimeMillis) {
      return super.preview(changed(command), entryTimeMillis);
    }
  }

  /** Knows of each message what it was handed out as last. */
  private abstract static class Remembering extends QueueState {
    final Map<Long, Result.Delivered> newest = new TreeMap<>();

    @Override
    public Result apply(Command command, long index, long entryTimeMillis) {
      Result result = super.apply(command, index, entryTimeMillis);
      if (bare(command) instanceof Lease
          && result instanceof Result.Messages(List<Result.Delivered> messages)) {
        messages.forEach(one -> newest.put(one.receipt().messageId(), one));
      }
      return result;
    }
  }

  private static final class AnyReceipt extends Remembering {
    private List<Receipt> renewed(List<Receipt> receipts) {
      return receipts.stream().map(r -> newest.get(r.messageId()).receipt()).toList();
    }

    private Command renewed(Command command) {
      return switch (command) {
        case InSession(long session, long sequence, TopicCommand wrapped) ->
            new InSession(session, sequence, (TopicCommand) renewed(wrapped));
        case Acknowledge(String topic, List<Receipt> receipts) ->
            new Acknowledge(topic, renewed(receipts));
        case TopicCommand other -> other;
        case Command.OpenSession open -> open;
        case Command.CloseSession close -> close;
      };
    }

    /** The answer speaks of the receipts that the client had. */
    private static Result asked(Command command, Result result) {
      return bare(command) instanceof Acknowledge(String ignored, List<Receipt> receipts)
              && result instanceof Result.ReceiptsChecked checked
          ? new Result.ReceiptsChecked(
              receipts.stream().filter(r -> isIn(checked.honoured(), r)).toList(),
              receipts.stream().filter(r -> !isIn(checked.honoured(), r)).toList())
          : result;
    }

    private static boolean isIn(List<Receipt> some, Receipt receipt) {
      return some.stream().anyMatch(one -> one.messageId() == receipt.messageId());
    }

    @Override
    public Result apply(Command command, long index, long entryTimeMillis) {
      return asked(command, super.apply(renewed(command), index, entryTimeMillis));
    }

    @Override
    public Optional<Result> preview(Command command, long entryTimeMillis) {
      return super.preview(renewed(command), entryTimeMillis).map(result -> asked(command, result));
    }
  }

  private static final class PutsAnew extends Remembering {
    @Override
    public Result apply(Command command, long index, long entryTimeMillis) {
      if (!(bare(command) instanceof Return(String topic, List<Receipt> receipts))) {
        return super.apply(command, index, entryTimeMillis);
      }
      Command instead = new Acknowledge(topic, receipts);
      Result result =
          super.apply(
              command instanceof InSession(long session, long sequence, TopicCommand ignored)
                  ? new InSession(session, sequence, (TopicCommand) instead)
                  : instead,
              index,
              entryTimeMillis);
      if (result instanceof Result.ReceiptsChecked checked) {
        for (Receipt receipt : checked.honoured()) {
          Body body = newest.get(receipt.messageId()).body();
          super.apply(new Put(topic, List.of(body)), index, entryTimeMillis);
        }
      }
      return result;
    }
  }

  private static final class HandsOutTooSoon extends QueueState {
    private final Predicate<TopicCommand> when;

    HandsOutTooSoon(Predicate<TopicCommand> when) {
      this.when = when;
    }

    @Override
    public Optional<Result> preview(Command command, long entryTimeMillis) {
      return bare(command) instanceof TopicCommand bare && when.test(bare)
          ? Optional.of(query(new Query.Peek(bare.topic(), 1), entryTimeMillis))
          : super.preview(command, entryTimeMillis);
    }
  }

  private static final class EmptyWhileLeased extends QueueState {
    @Override
    public Optional<Result> preview(Command command, long entryTimeMillis) {
      return bare(command) instanceof Lease lease
              && query(new Query.ShowTopic(lease.topic()), entryTimeMillis)
                  instanceof Result.TopicInfo info
              && info.leased() > 0
          ? Optional.of(new Result.Refused(Result.Refusal.QUEUE_EMPTY))
          : super.preview(command, entryTimeMillis);
    }
  }

  private static final class AllStale extends QueueState {
    @Override
    public Optional<Result> preview(Command command, long entryTimeMillis) {
      return bare(command) instanceof Acknowledge(String ignored, List<Receipt> receipts)
          ? Optional.of(new Result.ReceiptsChecked(List.of(), receipts))
          : super.preview(command, entryTimeMillis);
    }
  }

  private static final class NothingDropped extends QueueState {
    @Override
    public Optional<Result> preview(Command command, long entryTimeMillis) {
      return Optional.empty();
    }
  }

  private static final class SignsOfLife extends Assembly {
    private static final int EVERY_TICKS = 20;

    private int ticks;

    @Override
    public void tick(Replica replica) {
      super.tick(replica);
      ticks++;
      if (ticks % EVERY_TICKS == 0) {
        replica.execute(new Command.OpenSession(1), ignored -> {});
      }
    }
  }

  /** The sound bounds, but for one that is hardly any. */
  private record AnyBound(int ofMessages, int ofPages) {
    static AnyBound ofPages(RaftSettings sound) {
      return new AnyBound(sound.maxAppendBytes(), Integer.MAX_VALUE);
    }

    static AnyBound ofMessages(RaftSettings sound) {
      return new AnyBound(1 << 20, sound.maxApplyBytes());
    }
  }

  private static final class Bounds extends Assembly {
    private final Function<RaftSettings, AnyBound> bounds;

    Bounds(Function<RaftSettings, AnyBound> bounds) {
      this.bounds = bounds;
    }

    @Override
    public RaftSettings settings(RaftSettings sound) {
      AnyBound bound = bounds.apply(sound);
      return new RaftSettings(
          sound.tickMillis(),
          sound.heartbeatTicks(),
          sound.electionTicksMin(),
          sound.electionTicksMax(),
          bound.ofMessages(),
          Math.max(sound.maxInflightBytes(), bound.ofMessages()),
          sound.maxUncommittedBytes(),
          bound.ofPages());
    }
  }
}
