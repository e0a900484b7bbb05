package io.mq.node.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.codec.MessageCodec.UnreadableException;
import io.mq.node.codec.SnapshotMessage.Piece;
import io.mq.node.codec.SnapshotMessage.Wanted;
import io.mq.node.raft.Configuration;
import io.mq.node.raft.Message;
import io.mq.node.raft.SnapshotPoint;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SnapshotCodecTest {

  private static final Term TERM = new Term(7);

  private static Piece piece(int bytes) {
    TreeMap<NodeId, String> members = new TreeMap<>();
    members.put(new NodeId(1), "http://127.0.0.1:1");
    members.put(new NodeId(2), "http://127.0.0.1:2");
    SnapshotPoint point =
        new SnapshotPoint(new LogIndex(42), new Term(6), 99, Configuration.of(members));
    ByteBuffer content = ByteBuffer.allocate(bytes);
    for (int i = 0; i < bytes; i++) {
      content.put(i, (byte) i);
    }
    return new Piece(TERM, point, 1_000, 500, content);
  }

  @Test
  void every_message_comes_back_as_it_was() throws UnreadableException {
    List<SnapshotMessage> messages =
        List.of(piece(0), piece(500), new Wanted(TERM, new LogIndex(42), 1_000));
    for (SnapshotMessage message : messages) {
      ByteBuffer bytes = SnapshotCodec.encode(message);
      assertTrue(SnapshotCodec.isSnapshotMessage(bytes));
      assertEquals(message, SnapshotCodec.decode(bytes));
    }
  }

  @Test
  void messages_of_the_protocol_are_told_apart() {
    assertFalse(SnapshotCodec.isSnapshotMessage(MessageCodec.encode(new Message.TimeoutNow(TERM))));
    assertFalse(SnapshotCodec.isSnapshotMessage(ByteBuffer.allocate(3)));
  }

  @Test
  void any_changed_byte_makes_it_unreadable() {
    ByteBuffer bytes = SnapshotCodec.encode(piece(100));
    for (int at = 0; at < bytes.limit(); at++) {
      ByteBuffer damaged = ByteBuffer.allocate(bytes.limit()).put(bytes.duplicate()).rewind();
      damaged.put(at, (byte) (bytes.get(at) ^ 4));
      assertThrows(UnreadableException.class, () -> SnapshotCodec.decode(damaged), "byte " + at);
    }
  }

  @Test
  void a_piece_that_reaches_beyond_the_end_is_refused() {
    ByteBuffer bytes = SnapshotCodec.encode(piece(501));

    UnreadableException refused =
        assertThrows(UnreadableException.class, () -> SnapshotCodec.decode(bytes));

    assertEquals("a piece of 501 bytes at 500 of 1000", refused.getMessage());
  }
}
