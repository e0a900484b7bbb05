package io.mq.node.sim;

import io.mq.shared.history.Operation;
import io.mq.shared.history.OperationKind;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What a client does next. */
interface Plan {

  /**
   * One operation.
   *
   * @param value empty unless it puts
   * @param peeks whether it only looks; that a topic is empty means the same to a get and a peek
   */
  record Step(OperationKind kind, String topic, String value, boolean peeks) {

    Step(OperationKind kind, String topic, String value) {
      this(kind, topic, value, false);
    }
  }

  /**
   * The next operation, or empty to stop.
   *
   * @param last the one before, as it ended
   */
  Optional<Step> next(Optional<Operation> last);

  /** The name of a topic by its number. */
  static String topic(int number) {
    return "t" + number;
  }

  /** Creates topics now and then, and puts and gets at random, until told to stop. */
  final class Work implements Plan {

    private final String client;
    private final SimOptions.Load load;
    private final RandomGenerator random;
    private int values;
    private boolean stopped;

    Work(String client, SimOptions.Load load, RandomGenerator random) {
      this.client = client;
      this.load = load;
      this.random = random;
    }

    void stop() {
      stopped = true;
    }

    @Override
    public Optional<Step> next(Optional<Operation> last) {
      if (stopped) {
        return Optional.empty();
      }
      String topic = topic(random.nextInt(load.topics()));
      boolean create = last.isEmpty() || random.nextInt(50) == 0;
      boolean put = random.nextDouble() < load.puts();
      if (create) {
        return Optional.of(new Step(OperationKind.CREATE_TOPIC, topic, ""));
      }
      return Optional.of(
          put
              ? new Step(OperationKind.ENQUEUE, topic, client + "-" + values++)
              : new Step(OperationKind.DEQUEUE, topic, "", random.nextInt(3) == 0));
    }
  }

  /** Takes all messages out of all topics. */
  final class Drain implements Plan {

    private final int topics;
    private int topic;

    Drain(int topics) {
      this.topics = topics;
    }

    @Override
    public Optional<Step> next(Optional<Operation> last) {
      boolean isOver =
          last.filter(o -> o.foundEmpty() || o.outcome() == io.mq.shared.history.Outcome.FAIL)
              .isPresent();
      topic += isOver ? 1 : 0;
      return topic < topics
          ? Optional.of(new Step(OperationKind.DEQUEUE, topic(topic), ""))
          : Optional.empty();
    }
  }
}
