package io.mq.node.queue;

import io.mq.node.queue.Command.TopicCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws commands that often meet: few topics, few sessions, receipts that were really given. */
final class RandomCommands {

  private final RandomGenerator random;
  private final List<Receipt> receipts = new ArrayList<>();
  private final List<Long> sessions = new ArrayList<>(List.of(77L));
  private int values;

  RandomCommands(RandomGenerator random) {
    this.random = random;
  }

  Command next() {
    return switch (random.nextInt(12)) {
      case 0 -> new Command.OpenSession(200 + random.nextInt(2000));
      case 1 -> new Command.CloseSession(anySession());
      case 2, 3, 4, 5 ->
          new Command.InSession(anySession(), 1 + random.nextInt(40), topicCommand());
      default -> topicCommand();
    };
  }

  /** Remembers what later commands may refer to. */
  void saw(Result result) {
    switch (result) {
      case Result.SessionOpened(long session) -> sessions.add(session);
      case Result.Messages(List<Result.Delivered> messages) ->
          messages.forEach(message -> receipts.add(message.receipt()));
      case Result.TopicChanged ignored -> {}
      case Result.Appended ignored -> {}
      case Result.ReceiptsChecked ignored -> {}
      case Result.SessionClosed ignored -> {}
      case Result.Topics ignored -> {}
      case Result.TopicInfo ignored -> {}
      case Result.Refused ignored -> {}
    }
  }

  private TopicCommand topicCommand() {
    String topic = "t" + random.nextInt(3);
    return switch (random.nextInt(16)) {
      case 0 -> new Command.CreateTopic(topic);
      case 1 ->
          random.nextInt(8) == 0 ? new Command.DeleteTopic(topic) : new Command.CreateTopic(topic);
      case 2, 3, 4, 5, 6 -> new Command.Put(topic, bodies());
      case 7, 8, 9 -> new Command.Get(topic, 1 + random.nextInt(3));
      case 10, 11, 12 -> new Command.Lease(topic, 1 + random.nextInt(3), 1 + random.nextInt(300));
      case 13, 14 -> new Command.Acknowledge(topic, someReceipts());
      default -> new Command.Return(topic, someReceipts());
    };
  }

  private List<Body> bodies() {
    List<Body> bodies = new ArrayList<>();
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      values++;
      bodies.add(Body.of("m" + values));
    }
    return bodies;
  }

  private long anySession() {
    return sessions.get(random.nextInt(sessions.size()));
  }

  private List<Receipt> someReceipts() {
    if (receipts.isEmpty()) {
      return List.of(new Receipt(1, 1));
    }
    List<Receipt> some = new ArrayList<>();
    for (int left = 1 + random.nextInt(2); left > 0; left--) {
      int recent = Math.max(0, receipts.size() - 8);
      some.add(receipts.get(recent + random.nextInt(receipts.size() - recent)));
    }
    return some;
  }
}
