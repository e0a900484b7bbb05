package io.mq.node.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A disk that knows what was never forced and can forget it, as a real one does when the power
 * goes: {@link #forget} takes back every write since the last force of its file, and every file
 * made or renamed since the last force of the directory. The process must then end at once.
 *
 * <p>It costs next to nothing: what a write replaces has to be remembered only where it is not
 * known to be zeros or beyond the durable size, and a log is written into zeros.
 *
 * <p>Thread rule: as the disk behind it; {@link #forget} may be called by any thread, and whoever
 * uses the disk afterwards stands still for ever.
 */
public final class ForgetfulDisk implements Disk {

  /** What stands to be taken back in the directory. */
  private sealed interface Change {
    record Created(String name) implements Change {}

    record Renamed(String from, String to) implements Change {}
  }

  private final Disk disk;
  private final Map<String, Unforced> files = new ConcurrentHashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private volatile boolean forgotten;

  /** Keeps everything on {@code disk}. */
  public ForgetfulDisk(Disk disk) {
    this.disk = disk;
  }

  /**
   * Takes back what was not forced. A force that has not returned by now never will.
   *
   * @return how many bytes that had been written were lost
   */
  public long forget() throws IOException {
    forgotten = true;
    long bytes = 0;
    for (Map.Entry<String, Unforced> file : files.entrySet()) {
      bytes += file.getValue().takeBack(disk, file.getKey());
    }
    synchronized (changes) {
      for (Change change : changes.reversed()) {
        switch (change) {
          case Change.Created(String name) -> disk.delete(name);
          case Change.Renamed(String from, String to) -> disk.rename(to, from);
        }
      }
      changes.clear();
    }
    return bytes;
  }

  @Override
  public List<String> list() throws IOException {
    return disk.list();
  }

  @Override
  public DiskFile create(String name) throws IOException {
    synchronized (changes) {
      if (!forgotten) {
        DiskFile file = disk.create(name);
        changes.add(new Change.Created(name));
        return opened(name, file);
      }
    }
    throw standStill();
  }

  @Override
  public DiskFile open(String name) throws IOException {
    return opened(name, disk.open(name));
  }

  private DiskFile opened(String name, DiskFile file) throws IOException {
    Unforced unforced = files.get(name);
    if (unforced == null) {
      unforced = new Unforced(file.size());
      files.put(name, unforced);
    }
    unforced.opened(file);
    return new ForgetfulFile(file, unforced);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    synchronized (changes) {
      if (!forgotten) {
        // What the rename replaces is gone: to have the old file back is not worth its price.
        boolean replaces = disk.list().contains(to);
        disk.rename(from, to);
        if (replaces) {
          dropChangesOf(from);
        } else {
          changes.add(new Change.Renamed(from, to));
        }
        files.remove(to);
        Unforced unforced = files.remove(from);
        if (unforced != null) {
          files.put(to, unforced);
        }
        return;
      }
    }
    throw standStill();
  }

  /** A deletion may be durable at once, and here it always is. */
  @Override
  public void delete(String name) throws IOException {
    synchronized (changes) {
      if (!forgotten) {
        disk.delete(name);
        files.remove(name);
        dropChangesOf(name);
        return;
      }
    }
    throw standStill();
  }

  /** Forgets how a file came to its name, back to its creation. */
  private void dropChangesOf(String name) {
    String known = name;
    for (int i = changes.size() - 1; i >= 0; i--) {
      String current = known;
      switch (changes.get(i)) {
        case Change.Created(String created) when created.equals(current) -> changes.remove(i);
        case Change.Renamed(String from, String to) when to.equals(current) -> {
          changes.remove(i);
          known = from;
        }
        case Change.Created _, Change.Renamed _ -> {}
      }
    }
  }

  @Override
  public void forceDirectory() throws IOException {
    disk.forceDirectory();
    synchronized (changes) {
      if (!forgotten) {
        changes.clear();
        return;
      }
    }
    throw standStill();
  }

  @Override
  public long usableBytes() throws IOException {
    return disk.usableBytes();
  }

  /** The power is gone: nothing happens any more, and nobody is told that anything did. */
  private static IllegalStateException standStill() {
    while (true) {
      LockSupport.park();
    }
  }

  /** What was done to one file since its last force. Guarded by itself. */
  private static final class Unforced {

    /** What a write replaced; null stands for zeros. */
    private record Replaced(long position, long length, ByteBuffer bytes) {}

    private static final int ZERO_BYTES = 64 << 10;

    private final List<Replaced> replaced = new ArrayList<>();
    private DiskFile file;
    private long durableSize;
    private long zerosFrom;
    private long unforcedBytes;

    Unforced(long size) {
      durableSize = size;
      zerosFrom = size;
    }

    synchronized void opened(DiskFile opened) {
      file = opened;
    }

    synchronized void closed(DiskFile closed) {
      if (closed.equals(file)) {
        file = null;
      }
    }

    /** Notes a write, before it is done. */
    void willWrite(DiskFile open, long position, long length) throws IOException {
      long end = Math.min(position + length, durableSize);
      if (position < end) {
        ByteBuffer old = null;
        if (position < zerosFrom) {
          old = ByteBuffer.allocate(Math.toIntExact(end - position));
          open.read(position, old);
          old.flip();
        }
        replaced.add(new Replaced(position, end - position, old));
      }
      zerosFrom = Math.max(zerosFrom, position + length);
      unforcedBytes += length;
    }

    /** Notes a change of size, before it is done. */
    void willResize(DiskFile open, long size) throws IOException {
      long current = open.size();
      if (size < current) {
        willWrite(open, size, current - size);
        zerosFrom = Math.min(zerosFrom, size);
      } else {
        zerosFrom = Math.min(zerosFrom, current);
      }
    }

    synchronized void forced(long size) {
      replaced.clear();
      unforcedBytes = 0;
      durableSize = size;
    }

    synchronized long takeBack(Disk disk, String name) throws IOException {
      if (replaced.isEmpty()
          && unforcedBytes == 0
          && (file == null || file.size() == durableSize)) {
        return 0;
      }
      DiskFile target = file != null ? file : disk.open(name);
      if (target.size() != durableSize) {
        target.resize(durableSize);
      }
      for (Replaced old : replaced.reversed()) {
        if (old.bytes() != null) {
          target.write(old.position(), List.of(old.bytes()));
        } else {
          for (long at = 0; at < old.length(); at += ZERO_BYTES) {
            int size = (int) Math.min(ZERO_BYTES, old.length() - at);
            target.write(old.position() + at, List.of(ByteBuffer.allocate(size)));
          }
        }
      }
      if (file == null) {
        target.close();
      }
      return unforcedBytes;
    }
  }

  /** A file on it. */
  private final class ForgetfulFile implements DiskFile {

    private final DiskFile file;
    private final Unforced unforced;

    ForgetfulFile(DiskFile file, Unforced unforced) {
      this.file = file;
      this.unforced = unforced;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
      return file.read(position, target);
    }

    @Override
    public void write(long position, List<ByteBuffer> buffers) throws IOException {
      long length = buffers.stream().mapToLong(ByteBuffer::remaining).sum();
      synchronized (unforced) {
        if (!forgotten) {
          unforced.willWrite(file, position, length);
          file.write(position, buffers);
          return;
        }
      }
      throw standStill();
    }

    @Override
    public void force() throws IOException {
      long size = file.size();
      file.force();
      synchronized (unforced) {
        if (!forgotten) {
          unforced.forced(size);
          return;
        }
      }
      throw standStill();
    }

    @Override
    public void resize(long size) throws IOException {
      synchronized (unforced) {
        if (!forgotten) {
          unforced.willResize(file, size);
          file.resize(size);
          return;
        }
      }
      throw standStill();
    }

    @Override
    public void close() throws IOException {
      unforced.closed(file);
      file.close();
    }
  }
}
