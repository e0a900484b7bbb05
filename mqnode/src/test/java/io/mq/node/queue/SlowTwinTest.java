package io.mq.node.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link QueueState} beside {@link SlowQueues}, through snapshots taken on the way. */
class SlowTwinTest {

  private record Step(Command command, long index, long timeMillis) {}

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25, 26})
  void every_answer_is_that_of_the_slow_twin_through_any_number_of_snapshots(long seed)
      throws DamagedStateException {
    SplittableRandom random = new SplittableRandom(seed);
    RandomCommands commands = new RandomCommands(random.split());
    SlowQueues twin = new SlowQueues();
    QueueState state = new QueueState();
    List<Step> sinceFreeze = new ArrayList<>();
    FrozenState frozen = state.freeze();
    int restores = 0;
    long now = 0;
    for (int index = 1; index <= 6_000; index++) {
      now = Math.max(0, now + random.nextInt(-5, 20));
      Step step = new Step(commands.next(), index, now);

      Result expected = twin.apply(step.command(), index, now);
      assertEquals(expected, apply(state, step), "seed " + seed + " " + step);

      commands.saw(expected);
      sinceFreeze.add(step);
      compareQueries(twin, state, now, "seed " + seed + " after " + step);
      if (random.nextInt(60) == 0) {
        QueueState restored = QueueState.restore(cut(written(frozen), random));
        assertEquals(frozen.stateHash(), restored.stateHash());
        sinceFreeze.forEach(missed -> apply(restored, missed));
        assertEquals(state.stateHash(), restored.stateHash(), "seed " + seed + " at " + index);
        assertEquals(state.messageCount(), restored.messageCount());
        assertEquals(state.putCount(), restored.putCount());
        assertEquals(state.messageBytes(), restored.messageBytes());
        state = restored;
        frozen = state.freeze();
        sinceFreeze.clear();
        restores++;
      }
    }
    assertEquals(state.recomputeStateHash(), state.stateHash());
    assertTrue(restores > 50, "too few snapshots to mean anything: " + restores);
  }

  private static Result apply(QueueState state, Step step) {
    return state.apply(step.command(), step.index(), step.timeMillis());
  }

  private static void compareQueries(SlowQueues twin, QueueState state, long now, String context) {
    Result.Topics topics = (Result.Topics) state.query(new Query.ListTopics(), now + 3);
    assertEquals(twin.query(new Query.ListTopics(), now), state.query(new Query.ListTopics(), now));
    for (Result.TopicInfo topic : topics.topics()) {
      Query show = new Query.ShowTopic(topic.topic());
      Query peek = new Query.Peek(topic.topic(), 5);
      assertEquals(twin.query(show, now), state.query(show, now), context);
      assertEquals(twin.query(peek, now), state.query(peek, now), context);
    }
  }

  static List<ByteBuffer> written(FrozenState frozen) {
    List<ByteBuffer> pieces = new ArrayList<>();
    frozen.<RuntimeException>writeTo(pieces::add);
    return pieces;
  }

  /** The same bytes, cut up elsewhere. */
  private static Pieces cut(List<ByteBuffer> pieces, SplittableRandom random) {
    List<ByteBuffer> smaller = new ArrayList<>();
    for (ByteBuffer piece : pieces) {
      int at = 0;
      while (at < piece.limit()) {
        int length = Math.min(piece.limit() - at, random.nextInt(40));
        smaller.add(piece.slice(at, length));
        at += length;
      }
    }
    return new Pieces(smaller);
  }
}
