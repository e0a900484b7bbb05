package io.mq.node.runtime;

import io.mq.node.codec.SnapshotMessage;
import io.mq.node.codec.SnapshotMessage.Piece;
import io.mq.node.codec.SnapshotMessage.Wanted;
import io.mq.node.storage.SnapshotFile;
import io.mq.node.storage.SnapshotReader;
import io.mq.node.storage.SnapshotStore;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.Term;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** One snapshot on its way to one follower. Holds one piece in memory. */
final class SnapshotSending implements Closeable {

  private static final int MIN_REPEAT_TICKS = 500 / SnapshotWorker.TICK_MILLIS;
  private static final int MAX_REPEAT_TICKS = 5_000 / SnapshotWorker.TICK_MILLIS;
  private static final int HOPELESS_TICKS = 10_000 / SnapshotWorker.TICK_MILLIS;

  private final SnapshotStore store;
  private final SnapshotFile file;
  private final Term term;
  private final int pieceBytes;
  private SnapshotReader reader;
  private long position;
  private Piece last;
  private int repeatTicks = MIN_REPEAT_TICKS;
  private int ticksSinceSent;
  private int ticksSinceHeard;

  SnapshotSending(SnapshotStore store, SnapshotFile file, Term term, int pieceBytes)
      throws IOException {
    this.pieceBytes = pieceBytes;
    this.store = store;
    this.file = file;
    this.term = term;
    this.reader = store.read(file, 0); // Open from the start: an open file is not deleted.
    this.last = piece(0, ByteBuffer.allocate(0));
  }

  LogIndex index() {
    return file.point().index();
  }

  /** The first message, which only asks. */
  SnapshotMessage offer() {
    return last;
  }

  /** Whether an answer is one to this sending and can be met. */
  boolean isAnsweredBy(Wanted wanted) {
    return wanted.term().equals(term)
        && wanted.index().equals(index())
        && wanted.offset() >= 0
        && wanted.offset() <= file.payloadBytes();
  }

  /**
   * Whether that piece is on its way: whoever asks for it got a repeated message twice. Were each
   * answered with a piece, a way that is slow once would from then on carry every piece several
   * times.
   */
  boolean isUnderWay(long offset) {
    return last.bytes().hasRemaining() && last.offset() == offset;
  }

  boolean isCompleteAt(long offset) {
    return offset == file.payloadBytes();
  }

  /** The piece that the receiver wants; reading it from the disk again only if it jumped. */
  SnapshotMessage pieceAt(long offset) throws IOException {
    if (offset != position) {
      SnapshotReader moved = store.read(file, offset);
      reader.close();
      reader = moved;
      position = offset;
    }
    byte[] bytes = reader.readNBytes(pieceBytes);
    position += bytes.length;
    last = piece(offset, ByteBuffer.wrap(bytes));
    repeatTicks = Math.clamp(2L * ticksSinceHeard, MIN_REPEAT_TICKS, MAX_REPEAT_TICKS);
    ticksSinceSent = 0;
    ticksSinceHeard = 0;
    return last;
  }

  /** The last message, if it is time to repeat it: twice as long as the answer before took. */
  Optional<SnapshotMessage> tick() {
    ticksSinceHeard++;
    ticksSinceSent++;
    if (ticksSinceSent < repeatTicks) {
      return Optional.empty();
    }
    ticksSinceSent = 0;
    return Optional.of(last);
  }

  boolean isHopeless() {
    return ticksSinceHeard >= HOPELESS_TICKS;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private Piece piece(long offset, ByteBuffer bytes) {
    return new Piece(term, file.point(), file.payloadBytes(), offset, bytes);
  }
}
