package io.mq.node.raft;

import io.mq.shared.id.LogIndex;
import io.mq.shared.id.Term;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One entry of the replicated log. It is encoded once, when it is made; the same bytes go to the
 * log file and onto the wire.
 *
 * <p>Payload of its {@link Frame}: {@code [kind u8][term u64][index u64][log time u64][payload]}.
 * Immutable by contract: nobody writes to the arrays behind the buffers handed out here.
 */
public final class Entry {

  /** The {@link Frame} type of an entry. */
  public static final byte FRAME_TYPE = 1;

  private static final int FIXED_BYTES = 1 + 8 + 8 + 8;

  private final LogIndex index;
  private final Term term;
  private final EntryKind kind;
  private final long timeMillis;
  private final ByteBuffer frame;

  private Entry(LogIndex index, Term term, EntryKind kind, long timeMillis, ByteBuffer frame) {
    this.index = index;
    this.term = term;
    this.kind = kind;
    this.timeMillis = timeMillis;
    this.frame = frame;
  }

  /**
   * Makes and encodes an entry.
   *
   * @param timeMillis the log time: the leader's monotonic clock, which never runs backwards along
   *     the log (lesson 32)
   * @param payload opaque to Raft; copied
   */
  public static Entry of(
      LogIndex index, Term term, EntryKind kind, long timeMillis, ByteBuffer payload) {
    ByteBuffer frame = Frame.allocate(FRAME_TYPE, FIXED_BYTES + payload.remaining());
    frame.put(kind.code()).putLong(term.value()).putLong(index.value());
    frame.putLong(timeMillis).put(payload.duplicate());
    return new Entry(index, term, kind, timeMillis, Frame.seal(frame));
  }

  /**
   * Reads the entry whose frame starts at {@code offset}; the frame's bytes are copied out of the
   * buffer.
   *
   * @throws IllegalArgumentException if there is no intact entry; the message says what was found
   */
  public static Entry read(ByteBuffer buffer, int offset) {
    if (!Frame.isValidAt(buffer, offset)) {
      throw new IllegalArgumentException("no intact record at byte " + offset);
    }
    if (Frame.typeAt(buffer, offset) != FRAME_TYPE) {
      throw new IllegalArgumentException(
          "record at byte " + offset + " is of type " + Frame.typeAt(buffer, offset));
    }
    int size = Frame.sizeAt(buffer, offset);
    ByteBuffer frame = ByteBuffer.allocate(size).put(0, buffer, offset, size);
    int at = Frame.HEADER_BYTES + 1;
    Optional<EntryKind> kind =
        size < at + FIXED_BYTES ? Optional.empty() : EntryKind.of(frame.get(at));
    if (kind.isEmpty()) {
      throw new IllegalArgumentException("record at byte " + offset + " is not a log entry");
    }
    return new Entry(
        new LogIndex(frame.getLong(at + 9)),
        new Term(frame.getLong(at + 1)),
        kind.get(),
        frame.getLong(at + 17),
        frame);
  }

  /** The size of the frame of an entry with a payload of {@code payloadBytes}. */
  public static int sizeBytes(int payloadBytes) {
    return Frame.HEADER_BYTES + 1 + FIXED_BYTES + payloadBytes;
  }

  /** Its position in the log. */
  public LogIndex index() {
    return index;
  }

  /** The term of the leader that made it. */
  public Term term() {
    return term;
  }

  /** What it is for. */
  public EntryKind kind() {
    return kind;
  }

  /** The log time in milliseconds. */
  public long timeMillis() {
    return timeMillis;
  }

  /** A read-only view of the payload. */
  public ByteBuffer payload() {
    int start = Frame.HEADER_BYTES + 1 + FIXED_BYTES;
    return frame.slice(start, frame.limit() - start).asReadOnlyBuffer();
  }

  /** A fresh read-only view of the whole frame, as it is written to disk and sent. */
  public ByteBuffer frame() {
    return frame.asReadOnlyBuffer();
  }

  /** The checksum of the frame: of term, index, log time, kind and payload. */
  public int checksum() {
    return Frame.checksumAt(frame, 0);
  }

  /** The size of the frame in bytes. */
  public int sizeBytes() {
    return frame.limit();
  }

  /** {@code term/index}, the form that logs, transcripts and traces share. */
  public String describe() {
    return term.value() + "/" + index;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Entry entry && frame.equals(entry.frame);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(index.value() * 31 + term.value());
  }

  @Override
  public String toString() {
    return describe();
  }
}
