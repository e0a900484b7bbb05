package io.mq.node.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A real directory. While it is open, a lock on the file {@code lock} in it keeps every other
 * process out.
 *
 * <p>Thread rule: different threads may use different files at the same time. A thread that is
 * interrupted during an operation loses the file it works on: interrupt means stop.
 */
public final class FileDisk implements Disk, Closeable {

  private static final String LOCK = "lock";

  private final Path directory;
  private final FileStore store;
  private final Optional<FileChannel> lock;

  private FileDisk(Path directory, Optional<FileChannel> lock) throws IOException {
    this.directory = directory;
    this.store = Files.getFileStore(directory);
    this.lock = lock;
  }

  /**
   * Opens a directory for one's own use, and creates it if it does not exist.
   *
   * @throws DirectoryLockedException if somebody else is using it
   */
  public static FileDisk open(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path parent = directory.toAbsolutePath().getParent();
    if (parent != null) {
      forceDirectory(parent);
    }
    FileChannel channel =
        FileChannel.open(
            directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      // Held until the channel is closed, by the system even when the process is killed.
      FileLock held = channel.tryLock();
      if (held != null) {
        return new FileDisk(directory, Optional.of(channel));
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw locked(directory, e);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw locked(directory, null);
  }

  /** Opens a directory to look at, whether or not it is in use; every change fails. */
  public static FileDisk openReadOnly(Path directory) throws IOException {
    return new FileDisk(directory.toRealPath(), Optional.empty());
  }

  private static DirectoryLockedException locked(Path directory, Throwable cause) {
    DirectoryLockedException locked = new DirectoryLockedException(directory);
    locked.initCause(cause);
    return locked;
  }

  @Override
  public List<String> list() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, Files::isRegularFile)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    names.remove(LOCK);
    names.sort(null);
    return names;
  }

  @Override
  public DiskFile create(String name) throws IOException {
    checkWritable();
    return new RealFile(
        FileChannel.open(
            directory.resolve(name),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE));
  }

  @Override
  public DiskFile open(String name) throws IOException {
    Path file = directory.resolve(name);
    if (lock.isEmpty()) {
      return new RealFile(FileChannel.open(file, StandardOpenOption.READ));
    }
    return new RealFile(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    checkWritable();
    Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(String name) throws IOException {
    checkWritable();
    Files.delete(directory.resolve(name));
  }

  @Override
  public void forceDirectory() throws IOException {
    checkWritable();
    forceDirectory(directory);
  }

  private static void forceDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public long usableBytes() throws IOException {
    return store.getUsableSpace();
  }

  private void checkWritable() throws IOException {
    if (lock.isEmpty()) {
      throw new IOException("the directory " + directory + " is open for reading only");
    }
  }

  /** Gives the directory up. */
  @Override
  public void close() throws IOException {
    if (lock.isPresent()) {
      lock.get().close();
    }
  }

  /** A file in it. */
  private static final class RealFile implements DiskFile {

    /** What goes to the system at once; gathered here, for heap buffers are copied anyway. */
    private static final int STAGING_BYTES = 256 << 10;

    private final FileChannel channel;
    private ByteBuffer staging = ByteBuffer.allocate(0);
    private long forcedSize;

    RealFile(FileChannel channel) throws IOException {
      this.channel = channel;
      // -1: what an earlier process has left of the size may not be durable either.
      this.forcedSize = -1;
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
      int total = 0;
      int limit = target.limit();
      while (target.hasRemaining()) {
        // In pieces, for the channel copies what it reads through memory of its own of that size.
        target.limit(Math.min(limit, target.position() + STAGING_BYTES));
        int count = channel.read(target, position + total);
        target.limit(limit);
        if (count < 0) {
          break;
        }
        total += count;
      }
      return total;
    }

    @Override
    public void write(long position, List<ByteBuffer> buffers) throws IOException {
      if (staging.capacity() == 0) {
        staging = ByteBuffer.allocateDirect(STAGING_BYTES);
      }
      staging.clear();
      long at = position;
      for (ByteBuffer buffer : buffers) {
        int offset = buffer.position();
        while (offset < buffer.limit()) {
          int count = Math.min(staging.remaining(), buffer.limit() - offset);
          staging.put(staging.position(), buffer, offset, count);
          staging.position(staging.position() + count);
          offset += count;
          if (!staging.hasRemaining()) {
            at += flush(at);
          }
        }
      }
      flush(at);
    }

    private int flush(long position) throws IOException {
      staging.flip();
      int total = 0;
      while (staging.hasRemaining()) {
        total += channel.write(staging, position + total);
      }
      staging.clear();
      return total;
    }

    @Override
    public void force() throws IOException {
      long size = channel.size();
      channel.force(size != forcedSize);
      forcedSize = size;
    }

    @Override
    public void resize(long size) throws IOException {
      long current = channel.size();
      if (size < current) {
        channel.truncate(size);
        return;
      }
      // Real zeros: a hole would have to be allocated by the force that fills it.
      ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(size - current, STAGING_BYTES));
      for (long at = current; at < size; ) {
        zeros.clear().limit((int) Math.min(zeros.capacity(), size - at));
        at += channel.write(zeros, at);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
