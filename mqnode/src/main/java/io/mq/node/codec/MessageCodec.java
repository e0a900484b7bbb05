package io.mq.node.codec;

import io.mq.node.raft.Entry;
import io.mq.node.raft.Frame;
import io.mq.node.raft.Message;
import io.mq.node.raft.Message.AppendAccepted;
import io.mq.node.raft.Message.AppendRejected;
import io.mq.node.raft.Message.AppendReply;
import io.mq.node.raft.Message.AppendRequest;
import io.mq.node.raft.Message.PreVoteReply;
import io.mq.node.raft.Message.PreVoteRequest;
import io.mq.node.raft.Message.Repaired;
import io.mq.node.raft.Message.Repairing;
import io.mq.node.raft.Message.TimeoutNow;
import io.mq.node.raft.Message.VoteReply;
import io.mq.node.raft.Message.VoteRequest;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.Term;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages as bytes: each is one {@link Frame}, whose type says which message it is. The frame's
 * checksum guards the fields; entries keep the frames they were given when they were made,
 * unchanged from the leader's memory to the follower's disk. The version is agreed once, when a
 * link is made. Stateless.
 */
public final class MessageCodec {

  static final byte PRE_VOTE_REQUEST = 33;
  static final byte PRE_VOTE_REPLY = 34;
  static final byte VOTE_REQUEST = 35;
  static final byte VOTE_REPLY = 36;
  static final byte APPEND_REQUEST = 37;
  static final byte APPEND_ACCEPTED = 38;
  static final byte APPEND_REJECTED = 39;
  static final byte TIMEOUT_NOW = 40;
  static final byte REPAIRING = 41;
  static final byte REPAIRED = 42;

  private static final int ROUND_OFFSET = 4 * Long.BYTES;

  private MessageCodec() {}

  /** The bytes are not a message of this version; treat it as lost. */
  public static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableException(String message) {
      super(message);
    }
  }

  /** The bytes of a message, ready to be read. */
  public static ByteBuffer encode(Message message) {
    return switch (message) {
      case PreVoteRequest m ->
          longs(PRE_VOTE_REQUEST, m.term().value(), m.lastIndex().value(), m.lastTerm().value());
      case PreVoteReply m -> longs(PRE_VOTE_REPLY, m.term().value(), flag(m.granted()));
      case VoteRequest m ->
          longs(
              VOTE_REQUEST,
              m.term().value(),
              m.lastIndex().value(),
              m.lastTerm().value(),
              flag(m.transfer()));
      case VoteReply m -> longs(VOTE_REPLY, m.term().value(), flag(m.granted()));
      case AppendRequest m -> append(m);
      case AppendAccepted m ->
          longs(APPEND_ACCEPTED, m.term().value(), m.matchIndex().value(), m.round());
      case AppendRejected m ->
          longs(
              APPEND_REJECTED,
              m.term().value(),
              m.rejectedIndex().value(),
              m.hintIndex().value(),
              m.hintTerm().value(),
              m.round());
      case TimeoutNow m -> longs(TIMEOUT_NOW, m.term().value());
      case Repairing m -> repairing(m);
      case Repaired m -> longs(REPAIRED, m.term().value(), m.repair());
    };
  }

  /**
   * Reads what {@link #encode} wrote. Entries are copied out of the buffer.
   *
   * @throws UnreadableException if the bytes are damaged or of another version
   */
  public static Message decode(ByteBuffer bytes) throws UnreadableException {
    ByteBuffer buffer = bytes.slice();
    if (!Frame.isValidAt(buffer, 0) || Frame.sizeAt(buffer, 0) != buffer.limit()) {
      throw new UnreadableException("checksum or length is wrong (" + buffer.limit() + " bytes)");
    }
    byte type = Frame.typeAt(buffer, 0);
    ByteBuffer in = Frame.payloadAt(buffer, 0);
    try {
      Message message = read(type, in);
      if (in.hasRemaining()) {
        throw new UnreadableException(in.remaining() + " bytes too many in message " + type);
      }
      return message;
    } catch (BufferUnderflowException e) {
      throw new UnreadableException("message " + type + " ends too early");
    } catch (IllegalArgumentException e) {
      throw new UnreadableException(e.getMessage());
    }
  }

  /** The term of an encoded message: every one begins with it. */
  public static Term termOf(ByteBuffer message) {
    return new Term(Frame.payloadAt(message, 0).getLong(0));
  }

  /** The round of an encoded {@link AppendRequest}, found without reading the entries. */
  public static long roundOf(ByteBuffer appendRequest) {
    return Frame.payloadAt(appendRequest, 0).getLong(ROUND_OFFSET);
  }

  private static Message read(byte type, ByteBuffer in) throws UnreadableException {
    return switch (type) {
      case PRE_VOTE_REQUEST -> new PreVoteRequest(term(in), index(in), term(in));
      case PRE_VOTE_REPLY -> new PreVoteReply(term(in), flag(in));
      case VOTE_REQUEST -> new VoteRequest(term(in), index(in), term(in), flag(in));
      case VOTE_REPLY -> new VoteReply(term(in), flag(in));
      case APPEND_REQUEST -> readAppend(in);
      case APPEND_ACCEPTED -> new AppendAccepted(term(in), index(in), in.getLong());
      case APPEND_REJECTED ->
          new AppendRejected(term(in), index(in), index(in), term(in), in.getLong());
      case TIMEOUT_NOW -> new TimeoutNow(term(in));
      case REPAIRING -> readRepairing(in);
      case REPAIRED -> new Repaired(term(in), in.getLong());
      default -> throw new UnreadableException("unknown message type " + type);
    };
  }

  private static ByteBuffer append(AppendRequest request) {
    int bytes = 6 * Long.BYTES;
    for (Entry entry : request.entries()) {
      bytes += entry.sizeBytes();
    }
    ByteBuffer frame = Frame.allocate(APPEND_REQUEST, bytes);
    frame.putLong(request.term().value());
    frame.putLong(request.prevIndex().value());
    frame.putLong(request.prevTerm().value());
    frame.putLong(request.commit().value());
    frame.putLong(request.round());
    frame.putLong(request.timeMillis());
    for (Entry entry : request.entries()) {
      frame.put(entry.frame());
    }
    return Frame.seal(frame);
  }

  private static AppendRequest readAppend(ByteBuffer in) {
    Term term = term(in);
    LogIndex prevIndex = index(in);
    Term prevTerm = term(in);
    LogIndex commit = index(in);
    long round = in.getLong();
    long timeMillis = in.getLong();
    List<Entry> entries = new ArrayList<>();
    while (in.hasRemaining()) {
      Entry entry = Entry.read(in, in.position());
      entries.add(entry);
      in.position(in.position() + entry.sizeBytes());
    }
    return new AppendRequest(term, prevIndex, prevTerm, entries, commit, round, timeMillis);
  }

  private static ByteBuffer repairing(Repairing message) {
    ByteBuffer reply = encode(message.reply());
    ByteBuffer frame = Frame.allocate(REPAIRING, Long.BYTES + reply.remaining());
    frame.putLong(message.repair()).put(reply);
    return Frame.seal(frame);
  }

  private static Repairing readRepairing(ByteBuffer in) throws UnreadableException {
    long repair = in.getLong();
    Message reply = decode(in);
    in.position(in.limit());
    if (!(reply instanceof AppendReply answer)) {
      throw new UnreadableException("expected an answer under repair; got " + reply.describe());
    }
    return new Repairing(repair, answer);
  }

  private static ByteBuffer longs(byte type, long... fields) {
    ByteBuffer frame = Frame.allocate(type, fields.length * Long.BYTES);
    for (long field : fields) {
      frame.putLong(field);
    }
    return Frame.seal(frame);
  }

  private static Term term(ByteBuffer in) {
    return new Term(in.getLong());
  }

  private static LogIndex index(ByteBuffer in) {
    return new LogIndex(in.getLong());
  }

  private static long flag(boolean set) {
    return set ? 1 : 0;
  }

  private static boolean flag(ByteBuffer in) {
    return in.getLong() != 0;
  }
}
