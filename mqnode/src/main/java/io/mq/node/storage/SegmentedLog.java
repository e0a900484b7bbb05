package io.mq.node.storage;

import io.mq.node.raft.Entry;
import io.mq.node.raft.HardState;
import io.mq.node.raft.Output;
import io.mq.node.raft.SnapshotPoint;
import io.mq.node.storage.LogRefusedException.Reason;
import io.mq.shared.id.LogIndex;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The durable log of one node: entries, term and vote, and the mark where the log starts.
 *
 * <h2>Files</h2>
 *
 * <ul>
 *   <li>{@code identity}: whose directory this is, and the salt of the log. Made last when a
 *       directory is created, never changed.
 *   <li>{@code segment-0000000001.log}, {@code ...2.log}, and so on without a gap: the log. Only
 *       the last one is written to. Segments are preallocated with zeros.
 *   <li>{@code *.tmp}: one of the above before it was complete.
 * </ul>
 *
 * <p>A segment is a row of checksummed frames: a header, which repeats all state that earlier
 * segments established (identity, hard state, mark, last index), then batches. A batch is a {@code
 * BATCH} record with a growing number and the size of its body, and the body: entries, hard states,
 * marks. One force covers one batch, and a batch is written only after the force of the one before
 * has returned. An entry whose index the log already holds replaces that one and all behind it: the
 * file only grows, the last one wins.
 *
 * <p>A {@code SEAL} says that every batch up to a number has been forced. It stands where the next
 * batch will begin and is overwritten by it. It is written, without a force, when the log falls
 * idle; with one, on a clean close; and marked "continued" in a segment that has a successor.
 *
 * <h2>What a crash may leave, and what becomes of it on open</h2>
 *
 * <ol>
 *   <li>A last batch that is torn, cut short, all zeros, or has holes because sectors reached the
 *       disk in another order: nothing stands behind it, so its force never returned. The whole
 *       batch is cut, overwritten with zeros and forced before anything else is written, so that no
 *       remains of it can reappear.
 *   <li>A last batch that is complete, though nobody knows whether its force returned: it is kept,
 *       written once more (a force that failed may have left pages that only look clean) and forced
 *       before anybody builds on it.
 *   <li>A torn seal: like 1. The seal names only batches forced before, so nothing is lost with it.
 *   <li>A {@code .tmp} file: a segment or identity that was not finished. Deleted.
 *   <li>A segment with its final name and nothing but a header: normal. Its rename may not be
 *       durable yet, so the directory is forced.
 *   <li>A new segment whose predecessor lacks the "continued" seal: normal; the header of the new
 *       one names the last batch of the old one.
 *   <li>Zeros or nothing beyond the end, a file larger or smaller than planned: normal.
 *   <li>A first segment without batches and no {@code identity}: creation was interrupted. {@link
 *       #isCreated} answers no, and {@link #create} starts afresh.
 *   <li>Older segments that should have been deleted: they are still consistent, and go with the
 *       next {@link #deletePrefix}. Deletes are forced one by one from the oldest, so no gap can
 *       appear.
 *   <li>Segments in front of one with which the log begins anew after damage ({@link LogSalvage}):
 *       they were about to be set aside, and are, whether or not the damage can still be seen. What
 *       a disk reads wrong once it may read right the next time.
 * </ol>
 *
 * <p>Everything else is damage or a refusal. If what is wrong with a batch stands in front of a
 * later batch, of a seal that names it, or of a later segment, then it had been forced: {@link
 * Recovered.Damaged}, nothing is touched (lessons 16 and 17). A gap in the segments, a missing
 * identity, another node's or cluster's files, a newer format: {@link LogRefusedException} (lesson
 * 25). What cannot be told from a torn batch is rot inside the very last one as long as no seal
 * follows it.
 *
 * <p>The first write or force that fails is the last: the log refuses everything from then on
 * (lesson 14). Only {@link DiskFullException} comes before anything was written and changes
 * nothing.
 *
 * <p>Thread rule: used by one thread at a time, the writer.
 */
public final class SegmentedLog implements Closeable {

  /** A larger batch is a mistake of the caller. */
  private static final long MAX_BATCH_BYTES = 512 << 20;

  /** With less than so many times the reserve a disk counts as full for new messages. */
  private static final long ROOM_IN_RESERVES = 4;

  private final Disk disk;
  private final LogSettings settings;
  private final LogRecord.Owner owner;

  /** The highest index ever written to each segment, the current one included. */
  private final TreeMap<Long, LogIndex> highestIndexes = new TreeMap<>();

  private Segment segment;
  private LogIndex last;
  private HardState hardState;
  private SnapshotPoint mark;
  private long forcedBatch;
  private long nextBatch;
  private boolean unforced;
  private boolean sealed;
  private boolean closed;
  private IOException failure;

  private SegmentedLog(Disk disk, LogSettings settings, LogRecord.Owner owner, LogContents contents)
      throws IOException {
    this.disk = disk;
    this.settings = settings;
    this.owner = owner;
    contents.segments.forEach(s -> highestIndexes.put(s.number(), s.last()));
    LogContents.Segment current = contents.segments.getLast();
    last = contents.last();
    hardState = contents.hardState;
    mark = contents.mark;
    forcedBatch = current.tail().lastBatch();
    nextBatch = contents.highestBatch() + 1;
    segment = Segment.open(disk, settings, current.number(), current.tail().end());
  }

  /**
   * Whether the directory has been created as a data directory. An interrupted creation counts as
   * none.
   *
   * @throws LogRefusedException if there is data, but not all that belongs to it (lesson 25)
   */
  public static boolean isCreated(Disk disk) throws IOException {
    List<String> names = disk.list();
    if (names.contains(FileNames.IDENTITY)) {
      return true;
    }
    List<Long> segments = FileNames.segments(names);
    if (segments.isEmpty() || (segments.equals(List.of(1L)) && isFirstSegmentEmpty(disk))) {
      return false;
    }
    throw new LogRefusedException(
        Reason.MISSING_FILES,
        "the data directory has log segments and lacks the file '"
            + FileNames.IDENTITY
            + "'; put it back, or remove this node from the cluster and let it join anew");
  }

  /** Whether nothing stands behind the first segment's header. */
  private static boolean isFirstSegmentEmpty(Disk disk) throws IOException {
    try (DiskFile file = disk.open(FileNames.segment(1))) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
      file.read(0, bytes);
      bytes.flip();
      if (!(RecordCodec.decode(bytes, 0).orElse(null) instanceof LogRecord.Header header)) {
        return false;
      }
      for (int at = RecordCodec.encode(header).remaining(); at < bytes.limit(); at++) {
        if (bytes.get(at) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Makes the directory the data directory of a node that has never run. Nothing else ever does
   * (lesson 25).
   *
   * @param salt any number that no client can guess; tells this log's records from copies in
   *     messages
   * @throws LogRefusedException if there is one already
   */
  public static void create(Disk disk, Identity identity, LogSettings settings, long salt)
      throws IOException {
    if (isCreated(disk)) {
      throw new LogRefusedException(
          Reason.ALREADY_CREATED, "the directory already is a data directory");
    }
    for (String name : disk.list()) {
      if (FileNames.isLeftover(name) || FileNames.segmentNumber(name).isPresent()) {
        disk.delete(name);
      }
    }
    disk.forceDirectory();
    LogRecord.Header header =
        new LogRecord.Header(
            salt, identity, 1, 0, LogIndex.ZERO, HardState.INITIAL, RecordCodec.NO_MARK);
    Segment.create(disk, settings, header).close();
    writeIdentity(disk, new LogRecord.Owner(salt, identity));
  }

  /** Writes the file that says whose directory this is, replacing one that is there. */
  static void writeIdentity(Disk disk, LogRecord.Owner owner) throws IOException {
    String temporary = FileNames.IDENTITY + FileNames.TEMPORARY;
    if (disk.list().contains(temporary)) {
      disk.delete(temporary);
    }
    try (DiskFile file = disk.create(temporary)) {
      file.write(0, List.of(RecordCodec.encode(owner)));
      file.force();
    }
    disk.rename(temporary, FileNames.IDENTITY);
    disk.forceDirectory();
  }

  /**
   * Reads the log and makes it ready for writing. On {@link Recovered.Damaged} and on any exception
   * nothing was changed.
   *
   * @throws LogRefusedException if this is not a whole directory of {@code identity}
   */
  public static Recovered open(Disk disk, Identity identity, LogSettings settings)
      throws IOException {
    LogReader.Result read = LogReader.read(disk, identity);
    LogContents contents = read.contents();
    if (!contents.damages.isEmpty()) {
      return contents.damaged();
    }
    deleteLeftovers(disk);
    setAsideBefore(disk, contents.segments.getFirst().number());
    SegmentedLog log = new SegmentedLog(disk, settings, read.owner(), contents);
    try {
      long cut = log.repairTail(contents);
      return new Recovered.Intact(
          log, log.hardState, contents.markIfAny(), contents.entries(), cut);
    } catch (IOException e) {
      log.segment.close();
      throw e;
    }
  }

  /** Sets aside the segments in front of the one with which the log begins anew. */
  private static void setAsideBefore(Disk disk, long first) throws IOException {
    for (long number : FileNames.segments(disk.list())) {
      if (number < first) {
        RepairNote.setAside(disk, FileNames.segment(number));
      }
    }
  }

  /** Deletes what a crash has left unfinished. */
  static void deleteLeftovers(Disk disk) throws IOException {
    for (String name : disk.list()) {
      if (FileNames.isLeftover(name)) {
        disk.delete(name);
      }
    }
  }

  /** Leaves the last segment as if its last force had just returned; returns the bytes cut. */
  private long repairTail(LogContents contents) throws IOException {
    SegmentScanner.Tail tail = contents.segments.getLast().tail();
    boolean isSealed = tail.sealedBatch() == tail.lastBatch() && tail.sealedBatch() > 0;
    boolean onlySeal = isSealed && contents.usedBytes <= tail.end() + RecordCodec.FENCE_BYTES;
    long cut = onlySeal ? 0 : contents.usedBytes - tail.end();
    if (cut > 0) {
      segment.zeroUpTo(contents.usedBytes);
    }
    if (!isSealed && contents.lastBatchBytes.hasRemaining()) {
      segment.rewrite(tail.lastBatchStart(), contents.lastBatchBytes);
    }
    segment.force();
    disk.forceDirectory();
    sealIdle();
    return cut;
  }

  /**
   * Whether there is room for more than what is under way: well before {@link DiskFullException}.
   */
  public boolean hasRoom() throws IOException {
    return disk.usableBytes() >= ROOM_IN_RESERVES * settings.reserveBytes();
  }

  /** The index of the last entry written. */
  public LogIndex last() {
    return last;
  }

  /** The index that the log starts behind. */
  public LogIndex start() {
    return mark.index();
  }

  /**
   * Writes all of {@code writes}, in their order, as one batch. Durable when {@link #force} has
   * returned. Writes that hold nothing cost nothing. What is larger than a segment is divided
   * between writes into several batches, and all but the last are forced at once.
   *
   * @throws DiskFullException if there is no room; try again later with the same writes (those of
   *     them that an earlier batch already holds may be repeated)
   * @throws LogFailedException if this or an earlier write failed; the node must stop
   * @throws IllegalArgumentException if the entries do not follow on what the log holds; nothing
   *     was written
   * @throws IllegalStateException if the batch before has not been forced
   */
  public void write(List<Output.Write> writes) throws IOException {
    checkFollow(writes);
    List<Output.Write> part = new ArrayList<>();
    long partBytes = 0;
    for (Output.Write write : writes) {
      long bytes = write.entries().stream().mapToLong(Entry::sizeBytes).sum();
      if (!part.isEmpty() && partBytes + bytes > settings.segmentBytes()) {
        writePart(part);
        force();
        part.clear();
        partBytes = 0;
      }
      part.add(write);
      partBytes += bytes;
    }
    writePart(part);
  }

  private void writePart(List<Output.Write> writes) throws IOException {
    List<ByteBuffer> frames = new ArrayList<>();
    frames.add(ByteBuffer.allocate(0));
    LogIndex newLast = last;
    LogIndex highest = LogIndex.ZERO;
    HardState newHardState = hardState;
    for (Output.Write write : writes) {
      if (write.hardState().isPresent()) {
        newHardState = write.hardState().get();
        frames.add(RecordCodec.encode(new LogRecord.State(newHardState)));
      }
      for (Entry entry : write.entries()) {
        newLast = entry.index();
        highest = LogIndex.max(highest, newLast);
        frames.add(entry.frame());
      }
    }
    if (frames.size() > 1) {
      writeBatch(frames);
      last = newLast;
      hardState = newHardState;
      highestIndexes.merge(segment.number(), highest, LogIndex::max);
    }
  }

  /**
   * Writes that the log starts behind {@code mark}, as a batch of its own; {@link #force} makes it
   * durable. The snapshot itself must be durable already.
   *
   * @param keepsSuffix whether the entries behind the mark stay, as they do where the log holds the
   *     mark's entry (lesson 21); otherwise the whole log is dropped (lesson 22)
   * @throws IllegalArgumentException if the suffix should stay and there is none
   */
  public void writeMark(SnapshotPoint mark, boolean keepsSuffix) throws IOException {
    if (keepsSuffix && mark.index().isAfter(last)) {
      throw new IllegalArgumentException(
          "the log ends at " + last + ", in front of the mark " + mark.describe());
    }
    if (mark.index().isBefore(this.mark.index())) {
      throw new IllegalArgumentException(
          "the mark cannot move back from " + this.mark.describe() + " to " + mark.describe());
    }
    ByteBuffer frame = RecordCodec.encode(new LogRecord.Mark(mark, keepsSuffix));
    writeBatch(new ArrayList<>(List.of(ByteBuffer.allocate(0), frame)));
    this.mark = mark;
    last = keepsSuffix ? last : mark.index();
  }

  private void checkFollow(List<Output.Write> writes) {
    LogIndex end = last;
    for (Output.Write write : writes) {
      for (Entry entry : write.entries()) {
        if (entry.index().isAfter(end.next()) || !entry.index().isAfter(mark.index())) {
          throw new IllegalArgumentException(
              "entry "
                  + entry.describe()
                  + " does not follow on a log from "
                  + mark.index().next()
                  + " to "
                  + end);
        }
        end = entry.index();
      }
    }
  }

  /** Writes a batch; {@code frames} has a free place in front. */
  private void writeBatch(List<ByteBuffer> frames) throws IOException {
    checkUsable();
    if (unforced) {
      throw new IllegalStateException("the batch before has not been forced");
    }
    long body = frames.stream().mapToLong(ByteBuffer::remaining).sum();
    if (body > MAX_BATCH_BYTES) {
      throw new IllegalArgumentException(
          "a batch has at most " + MAX_BATCH_BYTES + " bytes; got " + body);
    }
    LogRecord.Batch batch =
        new LogRecord.Batch(owner.salt(), nextBatch, (int) body, frames.size() - 1);
    frames.set(0, RecordCodec.encode(batch));
    long size = body + RecordCodec.FENCE_BYTES;
    try {
      if (!segment.isEmpty() && segment.isTooSmallFor(size)) {
        roll();
      }
      // One fence more, so that there is always room for a seal.
      segment.reserve(size + RecordCodec.FENCE_BYTES);
      segment.append(frames, size);
    } catch (DiskFullException e) {
      throw e;
    } catch (IOException e) {
      throw failed(e);
    }
    nextBatch++;
    unforced = true;
    sealed = false;
  }

  /** Goes on in a new segment. Everything in the old one has been forced. */
  private void roll() throws IOException {
    LogRecord.Header header =
        new LogRecord.Header(
            owner.salt(),
            owner.identity(),
            segment.number() + 1,
            forcedBatch,
            last,
            hardState,
            mark);
    Segment next = Segment.create(disk, settings, header);
    Segment old = segment;
    segment = next;
    highestIndexes.put(next.number(), LogIndex.ZERO);
    LogRecord.Seal seal = new LogRecord.Seal(owner.salt(), forcedBatch, true);
    old.writeBehindEnd(RecordCodec.encode(seal));
    old.force();
    old.close();
  }

  /**
   * Makes everything written so far durable.
   *
   * @throws LogFailedException if this or an earlier write or force failed; the node must stop, for
   *     a later force might succeed without the data (lesson 14)
   */
  public void force() throws IOException {
    checkUsable();
    if (!unforced) {
      return;
    }
    try {
      segment.force();
    } catch (IOException e) {
      throw failed(e);
    }
    unforced = false;
    forcedBatch = nextBatch - 1;
  }

  /**
   * To be called when there is nothing to write: notes, without a force, that everything so far was
   * forced, so that later damage in the last batch is recognised as such. Cheap if repeated.
   *
   * @throws IllegalStateException if the last batch has not been forced
   */
  public void sealIdle() throws IOException {
    checkUsable();
    if (unforced) {
      throw new IllegalStateException("the last batch has not been forced");
    }
    if (sealed || forcedBatch == 0) {
      return;
    }
    try {
      LogRecord.Seal seal = new LogRecord.Seal(owner.salt(), forcedBatch, false);
      segment.writeBehindEnd(RecordCodec.encode(seal));
      sealed = true;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * Deletes whole segments that hold nothing behind {@code upTo}, oldest first.
   *
   * @param upTo at most the index of the mark, which must have been forced
   */
  public void deletePrefix(LogIndex upTo) throws IOException {
    checkUsable();
    if (unforced || upTo.isAfter(mark.index())) {
      throw new IllegalArgumentException(
          "the log can be deleted up to a forced mark; it is at " + mark.index() + ", not " + upTo);
    }
    try {
      while (highestIndexes.size() > 1 && !highestIndexes.firstEntry().getValue().isAfter(upTo)) {
        disk.delete(FileNames.segment(highestIndexes.firstKey()));
        disk.forceDirectory();
        highestIndexes.pollFirstEntry();
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void checkUsable() throws LogFailedException {
    if (closed) {
      throw new IllegalStateException("the log is closed");
    }
    if (failure != null) {
      throw new LogFailedException(failure);
    }
  }

  private LogFailedException failed(IOException e) {
    failure = e;
    return new LogFailedException(e);
  }

  /**
   * Forces what is written, seals it, and closes the files. After a failure it only closes them.
   */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    try {
      if (failure == null) {
        force();
        sealIdle();
        segment.force();
      }
    } finally {
      closed = true;
      segment.close();
    }
  }
}
