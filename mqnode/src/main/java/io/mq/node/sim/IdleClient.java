package io.mq.node.sim;

import io.mq.node.queue.Body;
import io.mq.node.queue.Command;
import io.mq.node.queue.Command.TopicCommand;
import io.mq.node.queue.Receipt;
import io.mq.node.queue.Result;
import java.util.List;
import java.util.Optional;

/** A client that asks, time and again, for what changes nothing, after all queues were drained. */
final class IdleClient extends SimClient {

  private static final List<Receipt> STALE = List.of(new Receipt(1, 1));

  private final List<TopicCommand> commands;
  private int asked;
  private int left;
  private boolean changed;

  /**
   * Makes a client.
   *
   * @param topic one without messages
   */
  IdleClient(World world, String topic, int requests, long thinkNanos) {
    super(world, "idle", false, thinkNanos);
    this.left = requests;
    this.commands =
        List.of(
            new Command.Get(topic, 1),
            new Command.Lease(topic, 1, 1_000),
            new Command.Acknowledge(topic, STALE),
            new Command.CreateTopic(topic),
            new Command.Return(topic, STALE),
            new Command.Put("no such topic", List.of(Body.of("lost"))));
  }

  @Override
  Optional<Request> plan() {
    left--;
    return left < 0
        ? Optional.empty()
        : Optional.of(new Request.Act(commands.get(asked++ % commands.size())));
  }

  /** Whether it changed something after all: a put that was very late came in between. */
  boolean hasChangedSomething() {
    return changed;
  }

  @Override
  void begins() {}

  @Override
  void done(Result result, String node) {
    changed |=
        switch (result) {
          case Result.Refused _ -> false;
          case Result.ReceiptsChecked checked -> !checked.honoured().isEmpty();
          case Result.TopicChanged _,
              Result.Appended _,
              Result.Messages _,
              Result.SessionOpened _,
              Result.SessionClosed _,
              Result.Topics _,
              Result.TopicInfo _ ->
              true;
        };
  }

  @Override
  void failed(boolean mayHappen) {
    throw new InvariantBroken("without faults requests are answered", name());
  }
}
