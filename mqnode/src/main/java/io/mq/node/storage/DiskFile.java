package io.mq.node.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * An open file of a {@link Disk}. What is written may be lost in a crash, whole or in parts and in
 * any order, until {@link #force()} has returned.
 *
 * <p>Thread rule: used by one thread at a time.
 */
public interface DiskFile extends Closeable {

  /** The size in bytes. */
  long size() throws IOException;

  /**
   * Reads from {@code position} until {@code target} is full or the file ends; returns the count.
   */
  int read(long position, ByteBuffer target) throws IOException;

  /** Writes all buffers behind each other from {@code position} on. */
  void write(long position, List<ByteBuffer> buffers) throws IOException;

  /** Makes what was written durable, with as much metadata as is needed to read it back. */
  void force() throws IOException;

  /** Sets the size; a larger one is filled with zeros. */
  void resize(long size) throws IOException;
}
