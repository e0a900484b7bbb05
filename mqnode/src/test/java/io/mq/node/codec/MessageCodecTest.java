package io.mq.node.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mq.node.codec.MessageCodec.UnreadableException;
import io.mq.node.raft.Entry;
import io.mq.node.raft.EntryKind;
import io.mq.node.raft.Message;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.Term;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageCodecTest {

  static Stream<Message> everyMessage() {
    Term term = new Term(7);
    LogIndex index = new LogIndex(41);
    return Stream.of(
        new Message.PreVoteRequest(term, index, new Term(6)),
        new Message.PreVoteReply(term, true),
        new Message.VoteRequest(term, index, new Term(6), true),
        new Message.VoteReply(term, false),
        new Message.AppendRequest(term, index, new Term(6), List.of(), new LogIndex(40), 9, 1234),
        new Message.AppendRequest(
            term, index, new Term(6), List.of(entry(42, "a"), entry(43, "")), index, 10, 5),
        new Message.AppendAccepted(term, index, 9),
        new Message.AppendRejected(term, index, new LogIndex(30), new Term(2), 9),
        new Message.TimeoutNow(term));
  }

  @ParameterizedTest
  @MethodSource("everyMessage")
  void a_message_survives_the_way_through_bytes(Message message) throws UnreadableException {
    assertEquals(message, MessageCodec.decode(MessageCodec.encode(message)));
  }

  @ParameterizedTest
  @MethodSource("everyMessage")
  void the_term_can_be_read_without_the_rest(Message message) {
    assertEquals(message.term(), MessageCodec.termOf(MessageCodec.encode(message)));
  }

  @Test
  void the_round_of_an_append_request_can_be_read_without_its_entries() {
    List<Long> rounds =
        everyMessage()
            .filter(message -> message instanceof Message.AppendRequest)
            .map(message -> MessageCodec.roundOf(MessageCodec.encode(message)))
            .toList();

    assertEquals(List.of(9L, 10L), rounds);
  }

  @ParameterizedTest
  @MethodSource("everyMessage")
  void any_flipped_bit_makes_it_unreadable(Message message) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200; i++) {
      ByteBuffer bytes = MessageCodec.encode(message);
      int at = random.nextInt(bytes.limit());
      bytes.put(at, (byte) (bytes.get(at) ^ 1 << random.nextInt(8)));
      assertThrows(UnreadableException.class, () -> MessageCodec.decode(bytes));
    }
  }

  @ParameterizedTest
  @MethodSource("everyMessage")
  void any_cut_makes_it_unreadable(Message message) {
    ByteBuffer whole = MessageCodec.encode(message);
    for (int length = 0; length < whole.limit(); length++) {
      ByteBuffer cut = whole.duplicate().limit(length);
      assertThrows(UnreadableException.class, () -> MessageCodec.decode(cut));
    }
  }

  @Test
  void an_entry_keeps_the_very_bytes_it_was_made_with() throws UnreadableException {
    Entry entry = entry(42, "payload");
    Message sent =
        new Message.AppendRequest(
            new Term(7), new LogIndex(41), new Term(6), List.of(entry), LogIndex.ZERO, 0, 0);

    Message.AppendRequest got =
        (Message.AppendRequest) MessageCodec.decode(MessageCodec.encode(sent));

    assertEquals(entry.frame(), got.entries().getFirst().frame());
  }

  private static Entry entry(long index, String payload) {
    return Entry.of(
        new LogIndex(index),
        new Term(7),
        EntryKind.COMMAND,
        123,
        ByteBuffer.wrap(payload.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }
}
