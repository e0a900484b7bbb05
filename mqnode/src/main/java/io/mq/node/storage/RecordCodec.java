package io.mq.node.storage;

import io.mq.node.raft.Configuration;
import io.mq.node.raft.Entry;
import io.mq.node.raft.Frame;
import io.mq.node.raft.HardState;
import io.mq.node.raft.SnapshotPoint;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The bytes of {@link LogRecord}s inside their {@link Frame}s. Header and owner begin with a magic
 * number and the format version, in this and all later versions. Stateless.
 */
final class RecordCodec {

  static final int FORMAT_VERSION = 1;

  static final byte BATCH = 2;
  static final byte HARD_STATE = 3;
  static final byte SEAL = 4;
  static final byte SEGMENT_HEADER = 5;
  static final byte SNAPSHOT_MARK = 6;
  static final byte OWNER = 7;

  /** Batch and seal have the same size, so that a batch always covers the seal it replaces. */
  static final int FENCE_PAYLOAD_BYTES = 8 + 8 + 4 + 4;

  static final int FENCE_BYTES = Frame.HEADER_BYTES + 1 + FENCE_PAYLOAD_BYTES;

  /** Stands for the mark of a log that starts at index 1. */
  static final SnapshotPoint NO_MARK = SnapshotPoint.initial(Configuration.of(List.of()));

  private static final long MAGIC = 0x6d712d6c6f672d31L; // "mq-log-1"

  private RecordCodec() {}

  static ByteBuffer encode(LogRecord record) {
    return switch (record) {
      case LogRecord.Logged logged -> logged.entry().frame();
      case LogRecord.State state -> {
        ByteBuffer frame = Frame.allocate(HARD_STATE, 12);
        putHardState(frame, state.hardState());
        yield Frame.seal(frame);
      }
      case LogRecord.Mark mark -> {
        ByteBuffer frame = Frame.allocate(SNAPSHOT_MARK, 1 + markBytes(mark.mark()));
        frame.put((byte) (mark.keepsSuffix() ? 1 : 0));
        putMark(frame, mark.mark());
        yield Frame.seal(frame);
      }
      case LogRecord.Batch batch -> {
        ByteBuffer frame = Frame.allocate(BATCH, FENCE_PAYLOAD_BYTES);
        frame.putLong(batch.salt()).putLong(batch.number());
        yield Frame.seal(frame.putInt(batch.bodyBytes()).putInt(batch.records()));
      }
      case LogRecord.Seal seal -> {
        ByteBuffer frame = Frame.allocate(SEAL, FENCE_PAYLOAD_BYTES);
        frame.putLong(seal.salt()).putLong(seal.number());
        yield Frame.seal(frame.putInt(seal.continued() ? 1 : 0).putInt(0));
      }
      case LogRecord.Header header -> encodeHeader(header);
      case LogRecord.Owner owner -> {
        byte[] cluster = owner.identity().clusterId().getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = Frame.allocate(OWNER, 8 + 4 + 8 + 4 + 2 + cluster.length);
        putOwner(frame, owner.salt(), owner.identity(), cluster);
        yield Frame.seal(frame);
      }
    };
  }

  private static ByteBuffer encodeHeader(LogRecord.Header header) {
    byte[] cluster = header.identity().clusterId().getBytes(StandardCharsets.UTF_8);
    int fixed = 8 + 4 + 8 + 4 + 2 + cluster.length + 8 + 8 + 8 + 12;
    ByteBuffer frame = Frame.allocate(SEGMENT_HEADER, fixed + markBytes(header.mark()));
    putOwner(frame, header.salt(), header.identity(), cluster);
    frame.putLong(header.segment()).putLong(header.previousBatch());
    frame.putLong(header.last().value());
    putHardState(frame, header.hardState());
    putMark(frame, header.mark());
    return Frame.seal(frame);
  }

  /**
   * Reads the record at {@code offset}; empty if there is no intact record of a known type.
   *
   * @throws LogRefusedException if a later version of the program has written it
   */
  static Optional<LogRecord> decode(ByteBuffer bytes, int offset) throws LogRefusedException {
    if (isEntryAt(bytes, offset)) {
      return readEntry(bytes, offset);
    }
    if (!Frame.isValidAt(bytes, offset)) {
      return Optional.empty();
    }
    ByteBuffer payload = Frame.payloadAt(bytes, offset);
    try {
      LogRecord record =
          switch (Frame.typeAt(bytes, offset)) {
            case HARD_STATE -> new LogRecord.State(getHardState(payload));
            case SNAPSHOT_MARK -> {
              boolean keeps = payload.get() == 1;
              yield new LogRecord.Mark(getMark(payload), keeps);
            }
            case BATCH ->
                new LogRecord.Batch(
                    payload.getLong(), payload.getLong(), payload.getInt(), payload.getInt());
            case SEAL ->
                new LogRecord.Seal(payload.getLong(), payload.getLong(), payload.getInt() == 1);
            case SEGMENT_HEADER -> {
              LogRecord.Owner owner = getOwner(payload);
              yield new LogRecord.Header(
                  owner.salt(),
                  owner.identity(),
                  payload.getLong(),
                  payload.getLong(),
                  new LogIndex(payload.getLong()),
                  getHardState(payload),
                  getMark(payload));
            }
            case OWNER -> getOwner(payload);
            default -> throw new IllegalArgumentException("unknown type");
          };
      return Optional.of(record);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isEntryAt(ByteBuffer bytes, int offset) {
    return bytes.limit() - offset > Frame.HEADER_BYTES
        && Frame.typeAt(bytes, offset) == Entry.FRAME_TYPE;
  }

  /** Apart from the others, for reading it checks the frame: once is enough for most of the log. */
  private static Optional<LogRecord> readEntry(ByteBuffer bytes, int offset) {
    try {
      return Optional.of(new LogRecord.Logged(Entry.read(bytes, offset)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The batch or seal of this log at {@code offset}, if there is one; cheap if there is none. */
  static Optional<LogRecord> fenceAt(ByteBuffer bytes, int offset, long salt) {
    int payload = offset + Frame.HEADER_BYTES + 1;
    if (bytes.limit() - offset < FENCE_BYTES
        || bytes.getInt(offset) != 1 + FENCE_PAYLOAD_BYTES
        || bytes.getLong(payload) != salt
        || !Frame.isValidAt(bytes, offset)) {
      return Optional.empty();
    }
    long number = bytes.getLong(payload + 8);
    int third = bytes.getInt(payload + 16);
    return switch (Frame.typeAt(bytes, offset)) {
      case BATCH ->
          Optional.of(new LogRecord.Batch(salt, number, third, bytes.getInt(payload + 20)));
      case SEAL -> Optional.of(new LogRecord.Seal(salt, number, third == 1));
      default -> Optional.empty();
    };
  }

  static void putOwner(ByteBuffer to, long salt, Identity identity, byte[] cluster) {
    to.putLong(MAGIC).putInt(FORMAT_VERSION).putLong(salt).putInt(identity.nodeId().number());
    to.putShort((short) cluster.length).put(cluster);
  }

  static LogRecord.Owner getOwner(ByteBuffer from) throws LogRefusedException {
    if (from.getLong() != MAGIC) {
      throw new IllegalArgumentException("not a file of this log");
    }
    int version = from.getInt();
    if (version > FORMAT_VERSION) {
      throw new LogRefusedException(
          LogRefusedException.Reason.NEWER_FORMAT,
          "the data directory has format version "
              + version
              + ", and this program reads versions up to "
              + FORMAT_VERSION
              + "; use the newer program");
    }
    long salt = from.getLong();
    NodeId node = new NodeId(from.getInt());
    byte[] cluster = new byte[Short.toUnsignedInt(from.getShort())];
    from.get(cluster);
    String clusterId = new String(cluster, StandardCharsets.UTF_8);
    return new LogRecord.Owner(salt, new Identity(clusterId, node));
  }

  private static void putHardState(ByteBuffer to, HardState hardState) {
    to.putLong(hardState.term().value());
    to.putInt(hardState.vote().map(NodeId::number).orElse(0));
  }

  private static HardState getHardState(ByteBuffer from) {
    Term term = new Term(from.getLong());
    int vote = from.getInt();
    return new HardState(term, vote == 0 ? Optional.empty() : Optional.of(new NodeId(vote)));
  }

  static int markBytes(SnapshotPoint mark) {
    return 8 + 8 + 8 + mark.configuration().encode().remaining();
  }

  static void putMark(ByteBuffer to, SnapshotPoint mark) {
    to.putLong(mark.index().value()).putLong(mark.term().value());
    to.putLong(mark.timeMillis()).put(mark.configuration().encode());
  }

  static SnapshotPoint getMark(ByteBuffer from) {
    LogIndex index = new LogIndex(from.getLong());
    Term term = new Term(from.getLong());
    long timeMillis = from.getLong();
    return new SnapshotPoint(index, term, timeMillis, Configuration.decode(from));
  }
}
