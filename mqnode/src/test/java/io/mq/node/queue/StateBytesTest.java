package io.mq.node.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.queue.Result.Refusal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is not a state as it was written is refused, and what is large is cut into pieces. */
class StateBytesTest {

  @Test
  void any_changed_byte_is_noticed() {
    ByteBuffer bytes = someState();
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 3_000; i++) {
      ByteBuffer damaged = copy(bytes, bytes.limit());
      int at = random.nextInt(bytes.limit());
      damaged.put(at, (byte) (bytes.get(at) ^ (1 << random.nextInt(8))));

      DamagedStateException refused =
          assertThrows(DamagedStateException.class, () -> restore(damaged), "byte " + at);
      assertTrue(refused.getMessage().length() > 10, refused.getMessage());
    }
  }

  @Test
  void a_state_that_ends_too_early_is_refused_wherever_it_ends() {
    ByteBuffer bytes = someState();
    for (int length = 0; length < bytes.limit(); length += 7) {
      ByteBuffer shorter = copy(bytes, length);
      assertThrows(DamagedStateException.class, () -> restore(shorter));
    }
  }

  @Test
  void bytes_behind_the_end_are_refused() {
    ByteBuffer bytes = someState();
    ByteBuffer longer = ByteBuffer.allocate(bytes.limit() + 1).put(bytes.slice()).rewind();

    DamagedStateException refused =
        assertThrows(DamagedStateException.class, () -> restore(longer));

    assertEquals("something follows the end of the state", refused.getMessage());
  }

  @Test
  void a_large_message_is_cut_into_bounded_pieces_and_comes_back_whole()
      throws DamagedStateException {
    QueueState state = new QueueState();
    byte[] large = new byte[1_000_000];
    new SplittableRandom(1).nextBytes(large);
    state.apply(new Command.CreateTopic("t"), 1, 0);
    state.apply(new Command.Put("t", List.of(Body.of(large), Body.of(""))), 2, 0);

    List<ByteBuffer> pieces = SlowTwinTest.written(state.freeze());
    QueueState restored = QueueState.restore(new Pieces(pieces));

    assertTrue(pieces.stream().allMatch(piece -> piece.limit() <= 64 << 10));
    assertEquals(
        state.apply(new Command.Get("t", 2), 3, 0), restored.apply(new Command.Get("t", 2), 3, 0));
  }

  @Test
  void a_restored_session_still_answers_repeats() throws DamagedStateException {
    QueueState state = new QueueState();
    state.apply(new Command.CreateTopic("t"), 1, 0);
    state.apply(new Command.OpenSession(1_000), 2, 0);
    state.apply(new Command.Put("t", List.of(Body.of("a"), Body.of("b"))), 3, 0);
    Command take = new Command.InSession(2, 1, new Command.Get("t", 1));
    Result first = state.apply(take, 4, 0);

    QueueState restored = QueueState.restore(new Pieces(SlowTwinTest.written(state.freeze())));

    assertEquals(first, restored.apply(take, 5, 999));
    assertEquals(new Result.Refused(Refusal.SESSION_UNKNOWN), restored.apply(take, 6, 999 + 1_000));
  }

  private static ByteBuffer someState() {
    SplittableRandom random = new SplittableRandom(8);
    RandomCommands commands = new RandomCommands(random.split());
    QueueState state = new QueueState();
    for (int index = 1; index <= 400; index++) {
      commands.saw(state.apply(commands.next(), index, index * 5L));
    }
    assertTrue(state.messageCount() > 5, "too little in it to mean anything");
    return SlowTwinTest.written(state.freeze()).getFirst();
  }

  private static QueueState restore(ByteBuffer bytes) throws DamagedStateException {
    return QueueState.restore(new Pieces(new ArrayList<>(List.of(bytes))));
  }

  private static ByteBuffer copy(ByteBuffer bytes, int length) {
    return ByteBuffer.allocate(length).put(bytes.slice(0, length)).rewind();
  }
}
