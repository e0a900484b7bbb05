package io.mq.node.sim;

import io.mq.node.queue.Body;
import io.mq.node.queue.Command;
import io.mq.node.queue.Query;
import io.mq.node.queue.Receipt;
import io.mq.node.queue.Result;
import io.mq.node.sim.SimClient.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What a client of a topic whose messages are leased does next. */
interface LeasePlan {

  /** The topic that all of them use, and nobody else. */
  String TOPIC = "leases";

  /** The next request, or empty to stop. */
  Optional<Request> next(long nowNanos);

  /** The answer to the newest request. */
  void told(Result result, long nowNanos);

  /** Puts, leases, and does with what it was given what people do: in time, late, or never. */
  final class Work implements LeasePlan {

    private static final long[] LEASE_MILLIS = {300, 800, 2_000};

    /** What is to be done with a message, and when. */
    private record Held(Receipt receipt, boolean isDone, long atNanos) {}

    private final String client;
    private final RandomGenerator random;
    private final List<Held> held = new ArrayList<>();
    private long leaseMillis;
    private int values;
    private boolean created;
    private boolean stopped;

    Work(String client, RandomGenerator random) {
      this.client = client;
      this.random = random;
    }

    void stop() {
      stopped = true;
    }

    @Override
    public Optional<Request> next(long nowNanos) {
      if (stopped) {
        return Optional.empty();
      }
      if (!created) {
        return Optional.of(new Request.Act(new Command.CreateTopic(TOPIC)));
      }
      Optional<Held> due = held.stream().filter(one -> one.atNanos() <= nowNanos).findFirst();
      if (due.isPresent()) {
        return Optional.of(new Request.Act(settle(due.get().isDone(), nowNanos)));
      }
      return Optional.of(new Request.Act(random.nextInt(5) < 2 ? put() : lease()));
    }

    private Command.TopicCommand settle(boolean isDone, long nowNanos) {
      List<Receipt> receipts = new ArrayList<>();
      held.removeIf(
          one -> {
            boolean now = one.isDone() == isDone && one.atNanos() <= nowNanos;
            return now && receipts.add(one.receipt());
          });
      return isDone
          ? new Command.Acknowledge(TOPIC, receipts)
          : new Command.Return(TOPIC, receipts);
    }

    private Command.TopicCommand put() {
      List<Body> bodies = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        bodies.add(Body.of(client + "-" + values++));
      }
      return new Command.Put(TOPIC, bodies);
    }

    private Command.TopicCommand lease() {
      leaseMillis = LEASE_MILLIS[random.nextInt(LEASE_MILLIS.length)];
      return new Command.Lease(TOPIC, random.nextInt(1, 4), leaseMillis);
    }

    @Override
    public void told(Result result, long nowNanos) {
      switch (result) {
        case Result.TopicChanged _ -> created = true;
        case Result.Refused(Result.Refusal reason) ->
            created |= reason == Result.Refusal.TOPIC_EXISTS;
        case Result.Messages(List<Result.Delivered> messages) ->
            messages.forEach(message -> hold(message.receipt(), nowNanos));
        case Result.Appended _,
            Result.ReceiptsChecked _,
            Result.SessionOpened _,
            Result.SessionClosed _,
            Result.Topics _,
            Result.TopicInfo _ -> {}
      }
    }

    private void hold(Receipt receipt, long nowNanos) {
      long leaseNanos = leaseMillis * Scheduler.MILLIS;
      long inTime = nowNanos + random.nextLong(leaseNanos);
      switch (random.nextInt(10)) {
        case 0 -> {} // forgets it
        case 1 -> held.add(new Held(receipt, true, inTime + leaseNanos));
        case 2 -> held.add(new Held(receipt, false, inTime + leaseNanos));
        case 3, 4 -> held.add(new Held(receipt, false, inTime));
        default -> held.add(new Held(receipt, true, inTime));
      }
    }
  }

  /** Takes all messages, those that somebody holds when their leases end. */
  final class Drain implements LeasePlan {

    private static final int AT_ONCE = 5;
    private static final long LEASE_MILLIS = 10_000;

    private List<Receipt> held = List.of();
    private boolean foundEmpty;
    private boolean isOver;

    @Override
    public Optional<Request> next(long nowNanos) {
      if (isOver) {
        return Optional.empty();
      }
      if (foundEmpty) {
        return Optional.of(new Request.Look(new Query.ShowTopic(TOPIC)));
      }
      return Optional.of(
          new Request.Act(
              held.isEmpty()
                  ? new Command.Lease(TOPIC, AT_ONCE, LEASE_MILLIS)
                  : new Command.Acknowledge(TOPIC, held)));
    }

    @Override
    public void told(Result result, long nowNanos) {
      foundEmpty = false;
      switch (result) {
        case Result.Messages(List<Result.Delivered> messages) ->
            held = messages.stream().map(Result.Delivered::receipt).toList();
        case Result.ReceiptsChecked _ -> held = List.of();
        case Result.TopicInfo info -> isOver = info.ready() + info.leased() == 0;
        case Result.Refused(Result.Refusal reason) -> {
          foundEmpty = reason == Result.Refusal.QUEUE_EMPTY;
          isOver = reason == Result.Refusal.TOPIC_UNKNOWN;
        }
        case Result.TopicChanged _,
            Result.Appended _,
            Result.SessionOpened _,
            Result.SessionClosed _,
            Result.Topics _ -> {}
      }
    }
  }
}
