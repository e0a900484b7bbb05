package io.mq.node.raft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mq.shared.id.LogIndex;
import io.mq.shared.id.Term;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryTest {

  private static final Entry ENTRY = entry(7, 3);

  private static Entry entry(long index, long term) {
    ByteBuffer payload = ByteBuffer.wrap("put".getBytes(StandardCharsets.UTF_8));
    return Entry.of(new LogIndex(index), new Term(term), EntryKind.COMMAND, 1234, payload);
  }

  @Test
  void an_entry_reads_back_from_the_middle_of_a_buffer() {
    ByteBuffer buffer = ByteBuffer.allocate(100).put(5, ENTRY.frame(), 0, ENTRY.sizeBytes());
    Entry read = Entry.read(buffer, 5);
    assertEquals(ENTRY, read);
    assertEquals("3/7", read.describe());
    assertEquals(EntryKind.COMMAND, read.kind());
    assertEquals(1234, read.timeMillis());
    assertEquals("put", StandardCharsets.UTF_8.decode(read.payload()).toString());
    assertEquals(Entry.sizeBytes(3), read.sizeBytes());
  }

  @Test
  void no_flipped_bit_goes_unnoticed() {
    for (int bit = 0; bit < ENTRY.sizeBytes() * 8; bit++) {
      ByteBuffer damaged = ByteBuffer.allocate(ENTRY.sizeBytes()).put(ENTRY.frame()).flip();
      damaged.put(bit / 8, (byte) (damaged.get(bit / 8) ^ (1 << bit % 8)));
      assertFalse(Frame.isValidAt(damaged, 0), "bit " + bit);
      assertThrows(IllegalArgumentException.class, () -> Entry.read(damaged, 0), "bit " + bit);
    }
  }

  @Test
  void an_intact_frame_too_short_for_an_entry_is_refused() {
    ByteBuffer frame = Frame.seal(Frame.allocate(Entry.FRAME_TYPE, 0));
    assertThrows(IllegalArgumentException.class, () -> Entry.read(frame, 0));
  }

  @Test
  void a_cut_frame_is_never_valid() {
    for (int length = 0; length < ENTRY.sizeBytes(); length++) {
      assertFalse(Frame.isValidAt(ENTRY.frame().limit(length), 0), "cut to " + length);
    }
  }

  @Test
  void an_append_request_with_a_gap_is_refused() {
    assertEquals("append t3 prev 3/6 entries 7..8 commit 0", request(3, 7, 8).describe());
    assertThrows(IllegalArgumentException.class, () -> request(3, 7, 9));
    assertThrows(IllegalArgumentException.class, () -> request(3, 8, 9));
    assertThrows(IllegalArgumentException.class, () -> request(2, 7, 8));
  }

  private static Message.AppendRequest request(long term, long first, long second) {
    return new Message.AppendRequest(
        new Term(term),
        new LogIndex(6),
        new Term(Math.min(term, 3)),
        List.of(entry(first, 3), entry(second, 3)),
        LogIndex.ZERO,
        0,
        0);
  }
}
