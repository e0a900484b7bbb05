package io.mq.node.storage;

import io.mq.node.raft.Frame;
import io.mq.node.storage.LogRefusedException.Reason;
import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the log of a directory from end to end and changes nothing. Whether the directory is the
 * right one is checked on the headers first.
 */
final class LogReader {

  /** Who wants to see every record as well. */
  interface Listener {
    /** The next record. */
    void record(String file, int offset, LogRecord record);

    /** Damage. */
    void damage(Damage damage);
  }

  static final Listener NOBODY =
      new Listener() {
        @Override
        public void record(String file, int offset, LogRecord record) {}

        @Override
        public void damage(Damage damage) {}
      };

  private static final Identity UNKNOWN = new Identity("unknown", new NodeId(1));

  /** Larger headers are damaged lengths. */
  private static final int MAX_HEADER_BYTES = 8 << 20;

  private final Disk disk;
  private final Optional<Identity> expected;
  private final Listener listener;
  private final LogContents contents = new LogContents();
  private final SortedMap<Long, Optional<LogRecord.Header>> headers = new TreeMap<>();
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private Optional<LogRecord.Owner> owner = Optional.empty();
  private boolean identityReadable;

  private LogReader(Disk disk, Optional<Identity> expected, Listener listener) {
    this.disk = disk;
    this.expected = expected;
    this.listener = listener;
  }

  /** The contents of a log, and whose it is. */
  record Result(LogContents contents, LogRecord.Owner owner) {}

  /**
   * Reads it.
   *
   * @throws LogRefusedException if the directory is not one of {@code identity}, or files are
   *     missing
   */
  static Result read(Disk disk, Identity identity) throws IOException {
    return new LogReader(disk, Optional.of(identity), NOBODY).read();
  }

  /** Reads it, whoever it belongs to. */
  static Result inspect(Disk disk, Listener listener) throws IOException {
    return new LogReader(disk, Optional.empty(), listener).read();
  }

  /**
   * Whose log it is, from whatever can be read of it.
   *
   * @throws LogRefusedException if that is somebody else's, or nothing can be read
   */
  static LogRecord.Owner owner(Disk disk, Identity identity) throws IOException {
    LogReader reader = new LogReader(disk, Optional.of(identity), NOBODY);
    List<String> names = disk.list();
    reader.readOwner(names);
    for (long number : FileNames.segments(names)) {
      Optional<LogRecord.Header> header = reader.peekHeader(number);
      if (header.isPresent()) {
        reader.checkOwner(FileNames.segment(number), header.get());
      }
    }
    return reader.owner.orElseThrow(LogSalvage::nobodysDirectory);
  }

  private Result read() throws IOException {
    List<String> names = disk.list();
    readOwner(names);
    // All headers before all else: a foreign directory is to be refused, not called damaged.
    for (long number : FileNames.segments(names)) {
      Optional<LogRecord.Header> header = peekHeader(number);
      if (header.filter(LogRecord.Header::isBeginning).isPresent()) {
        // What is in front was about to be set aside, even if no damage shows in it this time.
        headers.clear();
      }
      headers.put(number, header);
    }
    List<Long> numbers = List.copyOf(headers.keySet());
    if (numbers.isEmpty()) {
      throw missing("all of its log segments");
    }
    for (int i = 1; i < numbers.size(); i++) {
      if (numbers.get(i) != numbers.get(i - 1) + 1) {
        throw missing(FileNames.segment(numbers.get(i - 1) + 1));
      }
    }
    for (long number : numbers) {
      if (headers.get(number).isPresent()) {
        checkOwner(FileNames.segment(number), headers.get(number).get());
      }
    }
    if (owner.isEmpty()) {
      damage(new Damage(FileNames.IDENTITY, 0, "neither it nor any segment header can be read"));
      return new Result(contents, new LogRecord.Owner(0, UNKNOWN));
    }
    readSegments(numbers);
    if (!identityReadable) {
      // Last, for it takes nothing away from the log: the headers repeat it.
      Damage damage = new Damage(FileNames.IDENTITY, 0, "the file cannot be read");
      contents.damages.add(damage);
      listener.damage(damage);
    }
    return new Result(contents, owner.get());
  }

  private void readOwner(List<String> names) throws IOException {
    if (!names.contains(FileNames.IDENTITY)) {
      if (FileNames.segments(names).isEmpty()) {
        throw new LogRefusedException(
            Reason.NOT_CREATED,
            "the directory holds no data of a node; it has to be created as a data directory"
                + " first");
      }
      throw missing("the file '" + FileNames.IDENTITY + "'");
    }
    Optional<LogRecord> record = readFirstRecord(FileNames.IDENTITY);
    if (record.isPresent() && record.get() instanceof LogRecord.Owner found) {
      check(found.identity());
      owner = Optional.of(found);
      identityReadable = true;
    }
  }

  private Optional<LogRecord.Header> peekHeader(long number) throws IOException {
    return readFirstRecord(FileNames.segment(number))
        .map(record -> record instanceof LogRecord.Header header ? header : null);
  }

  private Optional<LogRecord> readFirstRecord(String name) throws IOException {
    try (DiskFile file = disk.open(name)) {
      ByteBuffer head = ByteBuffer.allocate(Frame.HEADER_BYTES);
      if (file.read(0, head) < Frame.HEADER_BYTES
          || head.getInt(0) < 1
          || head.getInt(0) > MAX_HEADER_BYTES) {
        return Optional.empty();
      }
      ByteBuffer frame = ByteBuffer.allocate(Frame.sizeAt(head, 0));
      file.read(0, frame);
      return RecordCodec.decode(frame.flip(), 0);
    }
  }

  private void checkOwner(String name, LogRecord.Header header) throws LogRefusedException {
    check(header.identity());
    if (owner.isEmpty()) {
      owner = Optional.of(new LogRecord.Owner(header.salt(), header.identity()));
    }
    if (owner.get().salt() != header.salt()) {
      throw new LogRefusedException(
          Reason.OTHER_NODE,
          name
              + " belongs to another log than the rest of the data directory; put back the right"
              + " file");
    }
  }

  private void check(Identity found) throws LogRefusedException {
    if (expected.isEmpty()) {
      return;
    }
    Identity wanted = expected.get();
    if (!found.clusterId().equals(wanted.clusterId())) {
      throw foreign(Reason.OTHER_CLUSTER, found, wanted);
    }
    if (!found.nodeId().equals(wanted.nodeId())) {
      throw foreign(Reason.OTHER_NODE, found, wanted);
    }
  }

  private static LogRefusedException foreign(Reason reason, Identity found, Identity wanted) {
    return new LogRefusedException(
        reason,
        "the data directory belongs to "
            + found
            + ", and this is "
            + wanted
            + "; choose the right directory");
  }

  private static LogRefusedException missing(String what) {
    return new LogRefusedException(
        Reason.MISSING_FILES,
        "the data directory lacks "
            + what
            + "; put the files back, or remove this node from the cluster and let it join anew");
  }

  private void readSegments(List<Long> numbers) throws IOException {
    long lastBatch = 0;
    for (int i = 0; i < numbers.size(); i++) {
      boolean isLast = i == numbers.size() - 1;
      long proven =
          isLast
              ? 0
              : headers.get(numbers.get(i + 1)).map(LogRecord.Header::previousBatch).orElse(0L);
      SegmentScanner.Tail tail = readSegment(numbers.get(i), lastBatch, proven, isLast);
      lastBatch = tail.lastBatch();
      if (isLast && tail.continued()) {
        throw missing(FileNames.segment(numbers.get(i) + 1));
      }
    }
    if (contents.damages.isEmpty() && contents.hasGapBehindMark()) {
      throw missing("the segments with the entries up to " + contents.base());
    }
  }

  private SegmentScanner.Tail readSegment(long number, long lastBatch, long proven, boolean isLast)
      throws IOException {
    String name = FileNames.segment(number);
    ByteBuffer bytes = readWhole(name);
    SegmentScanner.Tail tail =
        new SegmentScanner(
                bytes, owner.orElseThrow().salt(), lastBatch, proven, new Replay(name, number))
            .scan();
    contents.endSegment(number, bytes.limit(), tail);
    if (isLast) {
      contents.usedBytes = Math.max(tail.end(), tail.contentEnd());
      int size = tail.end() - tail.lastBatchStart();
      contents.lastBatchBytes =
          ByteBuffer.allocate(size).put(0, bytes, tail.lastBatchStart(), size);
    }
    return tail;
  }

  /** Reads a file into the one buffer that all segments share. */
  private ByteBuffer readWhole(String name) throws IOException {
    try (DiskFile file = disk.open(name)) {
      int size = Math.toIntExact(file.size());
      if (buffer.capacity() < size) {
        buffer = ByteBuffer.allocate(size);
      }
      buffer.clear().limit(size);
      file.read(0, buffer);
      return buffer.flip();
    }
  }

  private void damage(Damage damage) {
    contents.damage(damage);
    listener.damage(damage);
  }

  /** Feeds one segment's records into the contents. */
  private final class Replay implements SegmentScanner.Sink {
    private final String name;
    private final long number;

    Replay(String name, long number) {
      this.name = name;
      this.number = number;
    }

    @Override
    public void header(LogRecord.Header header) {
      listener.record(name, 0, header);
      if (header.segment() != number) {
        damage(0, "the header says segment " + header.segment());
      }
      contents.header(header);
    }

    @Override
    public void batch(int offset, LogRecord.Batch batch) {
      listener.record(name, offset, batch);
    }

    @Override
    public void record(int offset, LogRecord record) {
      listener.record(name, offset, record);
      contents
          .record(record)
          .ifPresent(
              what -> {
                damage(offset, what);
                contents.record(record);
              });
    }

    @Override
    public void damage(int offset, String what) {
      LogReader.this.damage(new Damage(name, offset, what));
    }
  }
}
