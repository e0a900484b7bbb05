package io.mq.node.storage;

import io.mq.node.raft.Configuration;
import io.mq.node.raft.Frame;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * How a data directory began, in its file {@code origin}: written once before the log is made, and
 * never changed. Whatever the start file says later, the log goes on from here.
 *
 * @param incarnation drawn at random for this directory; a node that comes back with another one
 *     has lost what it had promised (lesson 26)
 * @param initial who belonged to the cluster before the first entry of the log
 */
public record Origin(long incarnation, Configuration initial) {

  /** The name of the file. */
  public static final String FILE = "origin";

  private static final byte ORIGIN = 11;

  /** Writes it durably, in place of what an interrupted creation may have left. */
  public void create(Disk disk) throws IOException {
    ByteBuffer configuration = initial.encode();
    ByteBuffer frame = Frame.allocate(ORIGIN, 8 + configuration.remaining());
    frame.putLong(incarnation).put(configuration);
    SmallFile.replace(disk, FILE, Frame.seal(frame));
  }

  /** Reads it; empty if it is not there or damaged. */
  public static Optional<Origin> read(Disk disk) throws IOException {
    Optional<ByteBuffer> frame = SmallFile.read(disk, FILE, ORIGIN);
    if (frame.isEmpty()) {
      return Optional.empty();
    }
    try {
      ByteBuffer payload = frame.get();
      return Optional.of(new Origin(payload.getLong(), Configuration.decode(payload)));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What a node says of its directory when it meets another. */
  public String incarnationText() {
    return Long.toHexString(incarnation);
  }
}
