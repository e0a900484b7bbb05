package io.mq.node.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold after any sequence of commands. */
class QueuePropertiesTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void preview_agrees_with_apply_and_the_hash_agrees_with_the_content(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RandomCommands commands = new RandomCommands(random.split());
    QueueState state = new QueueState();
    long now = 0;
    int previews = 0;
    for (int index = 1; index <= 5_000; index++) {
      now = Math.max(0, now + random.nextInt(-5, 20));
      Command command = commands.next();
      Optional<Result> preview = state.preview(command, now);
      long messages = state.messageCount();

      Result result = state.apply(command, index, now);

      if (preview.isPresent()) {
        previews++;
        assertEquals(preview.get(), result, "seed " + seed + " index " + index + " " + command);
        assertEquals(messages, state.messageCount(), "a previewed command changed something");
      }
      commands.saw(result);
      if (index % 50 == 0) {
        assertEquals(
            state.recomputeStateHash(), state.stateHash(), "seed " + seed + " at " + index);
      }
    }
    assertTrue(previews > 500, "too few previews to mean anything: " + previews);
  }

  @Test
  void what_a_state_takes_of_the_heap_follows_what_is_in_it() {
    QueueState state = new QueueState();
    long empty = state.memoryBytes();
    state.apply(new Command.CreateTopic("t"), 1, 0);
    long withTopic = state.memoryBytes();
    Body body = Body.of(new byte[1_000]);

    for (int index = 2; index <= 101; index++) {
      state.apply(new Command.Put("t", List.of(body, body)), index, 0);
    }
    long full = state.memoryBytes();
    state.apply(new Command.Lease("t", 50, 1_000), 102, 0);
    long withLeases = state.memoryBytes();
    state.apply(new Command.DeleteTopic("t"), 103, 0);

    assertTrue(withTopic > empty, "a topic without messages takes something");
    assertTrue(full - withTopic >= 200_000 && full - withTopic < 250_000, full + " bytes");
    assertTrue(withLeases > full, "a lease takes something");
    assertEquals(empty, state.memoryBytes());
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void the_same_commands_in_byte_form_give_the_same_state_and_answers(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RandomCommands commands = new RandomCommands(random.split());
    QueueState one = new QueueState();
    QueueState other = new QueueState();
    long now = 0;
    for (int index = 1; index <= 3_000; index++) {
      now += random.nextInt(20);
      Command command = commands.next();
      Command copy = CommandCodec.decode(CommandCodec.encode(command));
      assertEquals(command, copy);

      Result result = one.apply(command, index, now);

      assertEquals(result, other.apply(copy, index, now));
      assertEquals(one.stateHash(), other.stateHash());
      commands.saw(result);
    }
  }

  @Test
  void damaged_command_bytes_are_refused_with_a_sentence_or_read_as_another_command() {
    SplittableRandom random = new SplittableRandom(5);
    RandomCommands commands = new RandomCommands(random.split());
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      ByteBuffer bytes = CommandCodec.encode(commands.next());
      int cut = random.nextInt(bytes.limit());
      if (random.nextBoolean()) {
        bytes.limit(cut);
      } else {
        bytes.put(cut, (byte) random.nextInt());
      }
      try {
        Command command = CommandCodec.decode(bytes);
        assertEquals(command, CommandCodec.decode(CommandCodec.encode(command)));
      } catch (IllegalArgumentException e) {
        refused++;
        assertTrue(e.getMessage().length() > 10, e.getMessage());
      }
    }
    assertTrue(refused > 5_000, "too few were refused to mean anything: " + refused);
  }
}
