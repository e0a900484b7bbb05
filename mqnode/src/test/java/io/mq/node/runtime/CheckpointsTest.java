package io.mq.node.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.raft.Entry;
import io.mq.node.raft.EntryKind;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.Term;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CheckpointsTest {

  @Test
  void a_stretch_ends_at_each_multiple_of_the_spacing() {
    List<Long> ends = new ArrayList<>();
    Checkpoints checkpoints = new Checkpoints();
    for (long i = 1; i <= 200; i++) {
      if (checkpoints.applied(entry(i, 1, 0))) {
        ends.add(i);
      }
    }

    assertEquals(List.of(64L, 128L, 192L), ends);
  }

  @Test
  void the_same_entries_give_the_same_hash_wherever_the_replica_began() {
    long whole = stretch(1, 128, -1).getAsLong();

    assertEquals(whole, stretch(65, 128, -1).getAsLong());
    assertEquals(whole, stretch(30, 128, -1).getAsLong());
  }

  @Test
  void each_entry_of_a_stretch_counts() {
    long sound = stretch(65, 128, -1).getAsLong();

    for (long changed = 65; changed <= 128; changed++) {
      assertNotEquals(sound, stretch(65, 128, changed).getAsLong(), "entry " + changed);
    }
    assertEquals(sound, stretch(1, 128, 64).getAsLong(), "one of the stretch before");
  }

  @Test
  void a_stretch_that_was_not_applied_whole_has_no_hash() {
    assertTrue(stretch(66, 128, -1).isEmpty());

    Checkpoints checkpoints = new Checkpoints();
    for (long i = 65; i <= 100; i++) {
      checkpoints.applied(entry(i, 1, 0));
    }
    checkpoints.restored();
    for (long i = 110; i <= 128; i++) {
      checkpoints.applied(entry(i, 1, 0));
    }
    assertTrue(checkpoints.entriesHash().isEmpty());
  }

  @Test
  void a_state_replaced_at_the_end_of_a_stretch_leaves_the_next_one_whole() {
    Checkpoints checkpoints = new Checkpoints();
    checkpoints.restored();
    for (long i = 129; i <= 192; i++) {
      checkpoints.applied(entry(i, 1, 0));
    }

    assertEquals(stretch(1, 192, -1), checkpoints.entriesHash());
  }

  private static OptionalLong stretch(long from, long to, long changed) {
    Checkpoints checkpoints = new Checkpoints();
    for (long i = from; i <= to; i++) {
      checkpoints.applied(entry(i, 1, i == changed ? 1 : 0));
    }
    return checkpoints.entriesHash();
  }

  private static Entry entry(long index, long term, int content) {
    ByteBuffer payload = ByteBuffer.allocate(4).putInt(0, content);
    return Entry.of(new LogIndex(index), new Term(term), EntryKind.COMMAND, 0, payload);
  }
}
