package io.mq.node.storage;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.mq.node.raft.Configuration;
import io.mq.node.raft.Entry;
import io.mq.node.raft.EntryKind;
import io.mq.node.raft.Frame;
import io.mq.node.raft.HardState;
import io.mq.node.raft.Output;
import io.mq.node.raft.SnapshotPoint;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** What the storage tests share: one identity, small segments, short ways to say things. */
final class StorageFixture {

  static final Identity N1 = new Identity("c-17", new NodeId(1));
  static final LogSettings SMALL = new LogSettings(4096, 1024, 0);
  static final long SALT = 0x5eed_5a17L;

  private StorageFixture() {}

  static MemoryDisk created() throws IOException {
    MemoryDisk disk = new MemoryDisk();
    SegmentedLog.create(disk, N1, SMALL, SALT);
    return disk;
  }

  static Recovered.Intact openIntact(Disk disk) throws IOException {
    return assertInstanceOf(Recovered.Intact.class, SegmentedLog.open(disk, N1, SMALL));
  }

  static Recovered.Damaged openDamaged(Disk disk) throws IOException {
    return assertInstanceOf(Recovered.Damaged.class, SegmentedLog.open(disk, N1, SMALL));
  }

  static Entry entry(long term, long index, int payloadBytes) {
    byte[] payload = new byte[payloadBytes];
    for (int i = 0; i < payloadBytes; i++) {
      payload[i] = (byte) (term * 31 + index * 7 + i + 1);
    }
    return Entry.of(
        new LogIndex(index), new Term(term), EntryKind.COMMAND, index, ByteBuffer.wrap(payload));
  }

  static Entry entry(long term, long index) {
    return entry(term, index, 40);
  }

  /** Entries {@code first..last} of a term. */
  static Output.Write entries(long term, long first, long last) {
    return new Output.Write(
        1,
        Optional.empty(),
        LongStream.rangeClosed(first, last).mapToObj(i -> entry(term, i)).toList());
  }

  static Output.Write vote(long term, int node) {
    return new Output.Write(1, Optional.of(hardState(term, node)), List.of());
  }

  static HardState hardState(long term, int node) {
    return new HardState(new Term(term), Optional.of(new NodeId(node)));
  }

  static SnapshotPoint point(long term, long index) {
    Configuration members = Configuration.of(List.of(new NodeId(1), new NodeId(2), new NodeId(3)));
    return new SnapshotPoint(new LogIndex(index), new Term(term), index, members);
  }

  /** Writes and forces. */
  static void append(SegmentedLog log, Output.Write... writes) throws IOException {
    log.write(List.of(writes));
    log.force();
  }

  /** {@code 1/1 1/2 2/3}. */
  static String describe(List<Entry> entries) {
    return String.join(" ", entries.stream().map(Entry::describe).toList());
  }

  /** The offset of the nth (from 0) record in a file that is of the given type. */
  static int offsetOf(byte[] file, byte type, int nth) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int found = 0;
    for (int at = 0; at < file.length; at++) {
      if (Frame.isValidAt(bytes, at) && Frame.typeAt(bytes, at) == type && found++ == nth) {
        return at;
      }
    }
    throw new AssertionError("no record " + nth + " of type " + type);
  }

  static void flip(byte[] file, int offset) {
    file[offset] ^= 0x10;
  }

  static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
