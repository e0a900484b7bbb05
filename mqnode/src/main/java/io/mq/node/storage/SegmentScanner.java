package io.mq.node.storage;

import io.mq.node.raft.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Walks through the bytes of one segment, hands out what is intact, and tells an unfinished last
 * batch from damage.
 *
 * <p>The rule: a batch is written only after the force of the one before has returned. So whatever
 * is wrong in a batch, if a later batch, or a seal that names it, stands anywhere behind, then it
 * had been forced and is now damaged. If nothing stands behind, it is what a crash left of a batch
 * whose force never returned, in whatever order the sectors reached the disk (lesson 17).
 *
 * <p>Pure; used once.
 */
final class SegmentScanner {

  /** Who wants to know. */
  interface Sink {
    /** The segment's header. */
    void header(LogRecord.Header header) throws LogRefusedException;

    /** A complete batch starts; its records follow. */
    void batch(int offset, LogRecord.Batch batch);

    /** A record of a batch that was once forced, or is at least complete. */
    void record(int offset, LogRecord record);

    /** Something that was once forced is damaged here; records that follow stand behind it. */
    void damage(int offset, String what);
  }

  /**
   * Where the segment ends.
   *
   * @param end behind the last complete batch
   * @param lastBatch the number of that batch, or of one in an earlier segment
   * @param lastBatchStart where it starts, or {@code end} if it stands in an earlier segment
   * @param highestNumber the highest batch number seen, that of an unfinished one included
   * @param sealedBatch the highest batch number that a seal names, 0 without one
   * @param continued whether a seal says that there is a next segment
   * @param contentEnd behind the last byte of the file that is not zero
   */
  record Tail(
      int end,
      long lastBatch,
      int lastBatchStart,
      long highestNumber,
      long sealedBatch,
      boolean continued,
      int contentEnd) {}

  /** What stands where a batch should: all of it, or the first thing wrong with it. */
  private sealed interface Attempt {
    record Complete(LogRecord.Batch batch, List<LogRecord> records, int end) implements Attempt {}

    record Incomplete(Optional<LogRecord.Batch> batch, int offset, String what)
        implements Attempt {}
  }

  /** Compared with at once; a segment begins its life as megabytes of zeros. */
  private static final ByteBuffer ZEROS = ByteBuffer.allocate(1024).asReadOnlyBuffer();

  private final ByteBuffer bytes;
  private final int contentEnd;
  private final long salt;
  private final long provenBatch;
  private final Sink sink;

  private int position;
  private long lastBatch;
  private int lastBatchStart;
  private long highestNumber;
  private long sealedBatch;
  private boolean continued;

  /**
   * A scan over one segment.
   *
   * @param bytes the whole file
   * @param lastBatch the number of the last batch in front of this segment
   * @param provenBatch the number of the last batch in this segment, where the next segment's
   *     header names it; 0 for the last segment
   */
  SegmentScanner(ByteBuffer bytes, long salt, long lastBatch, long provenBatch, Sink sink) {
    this.bytes = bytes;
    this.contentEnd = contentEnd(bytes);
    this.salt = salt;
    this.lastBatch = lastBatch;
    this.highestNumber = lastBatch;
    this.provenBatch = provenBatch;
    this.sink = sink;
  }

  Tail scan() throws LogRefusedException {
    readHeader();
    lastBatchStart = position;
    while (true) {
      // What stands behind the last batch of a segment that has a successor never mattered.
      if (provenBatch > 0 && lastBatch == provenBatch) {
        return tail();
      }
      switch (readBatch()) {
        case Attempt.Complete complete -> accept(complete);
        case Attempt.Incomplete incomplete -> {
          int next = findNextBatch();
          if (next < 0 && sealedBatch <= lastBatch && provenBatch <= lastBatch) {
            return tail();
          }
          report(incomplete);
          if (next < 0) {
            return tail();
          }
          position = next;
        }
      }
    }
  }

  private Tail tail() {
    return new Tail(
        position, lastBatch, lastBatchStart, highestNumber, sealedBatch, continued, contentEnd);
  }

  static int contentEnd(ByteBuffer bytes) {
    int end = bytes.limit();
    int block = ZEROS.limit();
    while (end >= block && bytes.slice(end - block, block).mismatch(ZEROS) < 0) {
      end -= block;
    }
    while (end > 0 && bytes.get(end - 1) == 0) {
      end--;
    }
    return end;
  }

  private void readHeader() throws LogRefusedException {
    Optional<LogRecord> first = RecordCodec.decode(bytes, 0);
    if (first.isPresent() && first.get() instanceof LogRecord.Header header) {
      sink.header(header);
      lastBatch = Math.max(lastBatch, header.previousBatch());
      highestNumber = Math.max(highestNumber, lastBatch);
      position = Frame.sizeAt(bytes, 0);
      return;
    }
    // A segment gets its name after its header was forced, so this is never a crash's doing.
    sink.damage(0, "the segment's header cannot be read");
    position = 0;
  }

  private void accept(Attempt.Complete complete) {
    sink.batch(position, complete.batch());
    int offset = position + RecordCodec.FENCE_BYTES;
    for (LogRecord record : complete.records()) {
      sink.record(offset, record);
      offset += Frame.sizeAt(bytes, offset);
    }
    lastBatchStart = position;
    lastBatch = complete.batch().number();
    position = complete.end();
  }

  private Attempt readBatch() throws LogRefusedException {
    Optional<LogRecord> fence =
        bytes.limit() - position < RecordCodec.FENCE_BYTES
            ? Optional.empty()
            : RecordCodec.fenceAt(bytes, position, salt);
    if (fence.isEmpty() || !(fence.get() instanceof LogRecord.Batch batch)) {
      return new Attempt.Incomplete(Optional.empty(), position, "the start of a batch is damaged");
    }
    highestNumber = Math.max(highestNumber, batch.number());
    if (batch.number() <= lastBatch) {
      String what = "batch " + batch.number() + " stands behind batch " + lastBatch;
      return new Attempt.Incomplete(Optional.empty(), position, what);
    }
    int offset = position + RecordCodec.FENCE_BYTES;
    long end = (long) offset + batch.bodyBytes();
    if (batch.bodyBytes() < 0 || end > bytes.limit()) {
      String what = "batch " + batch.number() + " is cut short by the end of the file";
      return new Attempt.Incomplete(Optional.of(batch), offset, what);
    }
    List<LogRecord> records = new ArrayList<>();
    while (offset < end) {
      Optional<LogRecord> record = bodyRecordAt(offset, (int) end);
      if (record.isEmpty()) {
        return new Attempt.Incomplete(Optional.of(batch), offset, "a record cannot be read");
      }
      records.add(record.get());
      offset += Frame.sizeAt(bytes, offset);
    }
    return new Attempt.Complete(batch, records, offset);
  }

  /** The record at {@code offset} if it is intact, fits, and is of a kind that batches hold. */
  private Optional<LogRecord> bodyRecordAt(int offset, int end) throws LogRefusedException {
    Optional<LogRecord> record = RecordCodec.decode(bytes, offset);
    if (record.isEmpty() || Frame.sizeAt(bytes, offset) > end - offset) {
      return Optional.empty();
    }
    return switch (record.get()) {
      case LogRecord.Logged _, LogRecord.State _, LogRecord.Mark _ -> record;
      case LogRecord.Batch _, LogRecord.Seal _, LogRecord.Header _, LogRecord.Owner _ ->
          Optional.empty();
    };
  }

  /** The next batch behind the one that should stand here, or -1; notes the seals on the way. */
  private int findNextBatch() {
    // A batch begins with its length, so none begins where there are only zeros.
    int last = Math.min(bytes.limit() - RecordCodec.FENCE_BYTES, contentEnd - 1);
    for (int offset = position; offset <= last; offset++) {
      if (bytes.getLong(offset) == 0) {
        offset += Integer.BYTES; // No length of anything starts at any of these five bytes.
        continue;
      }
      if (bytes.getInt(offset) != 1 + RecordCodec.FENCE_PAYLOAD_BYTES) {
        continue;
      }
      Optional<LogRecord> fence = RecordCodec.fenceAt(bytes, offset, salt);
      if (fence.isEmpty()) {
        continue;
      }
      if (fence.get() instanceof LogRecord.Seal seal) {
        sealedBatch = Math.max(sealedBatch, seal.number());
        continued |= seal.continued();
      } else if (fence.get() instanceof LogRecord.Batch batch
          && offset > position
          && batch.number() > lastBatch) {
        return offset;
      }
    }
    return -1;
  }

  /** Hands out what is readable of a damaged batch. */
  private void report(Attempt.Incomplete incomplete) throws LogRefusedException {
    if (incomplete.batch().isEmpty()) {
      sink.damage(incomplete.offset(), incomplete.what());
      return;
    }
    LogRecord.Batch batch = incomplete.batch().get();
    int offset = position + RecordCodec.FENCE_BYTES;
    int end = (int) Math.min(bytes.limit(), (long) offset + Math.max(0, batch.bodyBytes()));
    sink.batch(position, batch);
    boolean reported = false;
    while (offset < end) {
      Optional<LogRecord> record = bodyRecordAt(offset, end);
      if (record.isPresent()) {
        sink.record(offset, record.get());
        offset += Frame.sizeAt(bytes, offset);
        continue;
      }
      sink.damage(offset, "a record of batch " + batch.number() + " cannot be read");
      reported = true;
      // The damaged record's length may be intact; if so, the next one stands behind it.
      int length = end - offset < Frame.HEADER_BYTES ? -1 : bytes.getInt(offset);
      long next = (long) offset + Frame.HEADER_BYTES + length;
      if (length < 1 || next >= end || bodyRecordAt((int) next, end).isEmpty()) {
        break;
      }
      offset = (int) next;
    }
    if (!reported) {
      sink.damage(end, incomplete.what());
    }
    lastBatch = batch.number();
  }
}
