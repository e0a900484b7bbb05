package io.mq.node.codec;

import io.mq.node.codec.MessageCodec.UnreadableException;
import io.mq.node.codec.SnapshotMessage.Piece;
import io.mq.node.codec.SnapshotMessage.Wanted;
import io.mq.node.raft.Configuration;
import io.mq.node.raft.Frame;
import io.mq.node.raft.SnapshotPoint;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.Term;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Snapshot messages as bytes: one {@link Frame} each, as in {@link MessageCodec}. Stateless. */
public final class SnapshotCodec {

  static final byte PIECE = 48;
  static final byte WANTED = 49;

  private SnapshotCodec() {}

  /** Whether these bytes say that they are a snapshot message; they may still be damaged. */
  public static boolean isSnapshotMessage(ByteBuffer bytes) {
    if (bytes.remaining() <= Frame.HEADER_BYTES) {
      return false;
    }
    byte type = Frame.typeAt(bytes, bytes.position());
    return type == PIECE || type == WANTED;
  }

  /** The bytes of a message, ready to be read. */
  public static ByteBuffer encode(SnapshotMessage message) {
    return switch (message) {
      case Piece(Term term, SnapshotPoint point, long total, long offset, ByteBuffer bytes) -> {
        ByteBuffer members = point.configuration().encode();
        int size = 6 * Long.BYTES + members.remaining() + bytes.remaining();
        ByteBuffer frame = Frame.allocate(PIECE, size);
        frame.putLong(term.value()).putLong(total).putLong(offset);
        frame.putLong(point.index().value()).putLong(point.term().value());
        frame.putLong(point.timeMillis()).put(members).put(bytes.duplicate());
        yield Frame.seal(frame);
      }
      case Wanted(Term term, LogIndex index, long offset) -> {
        ByteBuffer frame = Frame.allocate(WANTED, 3 * Long.BYTES);
        frame.putLong(term.value()).putLong(index.value()).putLong(offset);
        yield Frame.seal(frame);
      }
    };
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws UnreadableException if the bytes are damaged or of another version
   */
  public static SnapshotMessage decode(ByteBuffer bytes) throws UnreadableException {
    ByteBuffer buffer = bytes.slice();
    if (!Frame.isValidAt(buffer, 0) || Frame.sizeAt(buffer, 0) != buffer.limit()) {
      throw new UnreadableException("checksum or length is wrong (" + buffer.limit() + " bytes)");
    }
    byte type = Frame.typeAt(buffer, 0);
    ByteBuffer in = Frame.payloadAt(buffer, 0);
    try {
      return switch (type) {
        case PIECE -> readPiece(in);
        case WANTED -> new Wanted(new Term(in.getLong()), new LogIndex(in.getLong()), in.getLong());
        default -> throw new UnreadableException("unknown message type " + type);
      };
    } catch (BufferUnderflowException e) {
      throw new UnreadableException("message " + type + " ends too early");
    } catch (IllegalArgumentException e) {
      throw new UnreadableException(e.getMessage());
    }
  }

  private static Piece readPiece(ByteBuffer in) {
    Term term = new Term(in.getLong());
    long total = in.getLong();
    long offset = in.getLong();
    LogIndex index = new LogIndex(in.getLong());
    Term pointTerm = new Term(in.getLong());
    long timeMillis = in.getLong();
    Configuration members = Configuration.decode(in);
    SnapshotPoint point = new SnapshotPoint(index, pointTerm, timeMillis, members);
    if (offset < 0 || offset > total || in.remaining() > total - offset) {
      throw new IllegalArgumentException(
          "a piece of " + in.remaining() + " bytes at " + offset + " of " + total);
    }
    return new Piece(term, point, total, offset, in.slice());
  }
}
