package io.mq.node.storage;

import java.io.IOException;
import java.util.List;

/**
 * One flat directory of files, as far as a replica's storage needs it. The real one is {@link
 * FileDisk}; the simulator has another, which can lose what was not forced.
 *
 * <p>No file is open while it is renamed or deleted.
 *
 * <p>Thread rule: used by one thread at a time.
 */
public interface Disk {

  /** The names of all files, sorted. */
  List<String> list() throws IOException;

  /**
   * Creates an empty file, open for reading and writing. The entry in the directory is durable only
   * after {@link #forceDirectory()} (lesson 13).
   *
   * @throws java.nio.file.FileAlreadyExistsException if it exists
   */
  DiskFile create(String name) throws IOException;

  /**
   * Opens an existing file for reading and writing.
   *
   * @throws java.nio.file.NoSuchFileException if it does not exist
   */
  DiskFile open(String name) throws IOException;

  /** Renames a file, replacing {@code to} if it exists; durable after {@link #forceDirectory()}. */
  void rename(String from, String to) throws IOException;

  /** Deletes a file; durable after {@link #forceDirectory()}. */
  void delete(String name) throws IOException;

  /** Makes creations, renames and deletions durable. */
  void forceDirectory() throws IOException;

  /** How many bytes can still be written, at least roughly. */
  long usableBytes() throws IOException;
}
