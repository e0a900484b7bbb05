package io.mq.node.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A disk in memory that forgets in a crash what was not forced: of each sector of 512 bytes any
 * version since the last force may survive, and of the directory any prefix of the changes, with
 * deletes in any order.
 */
final class MemoryDisk implements Disk {

  /** The machine went down in the middle of an operation. */
  static final class Crashed extends IOException {
    private static final long serialVersionUID = 1L;

    Crashed() {
      super("crash");
    }
  }

  private static final int SECTOR_BYTES = 512;

  /** What a file's content can be after a crash: the durable bytes and the changes since. */
  private static final class Content {
    byte[] durable = new byte[0];
    byte[] current = new byte[0];
    final List<byte[]> versions = new ArrayList<>();
    int openCount;
  }

  private final Map<String, Content> current = new TreeMap<>();
  private final List<Map<String, Content>> directoryVersions = new ArrayList<>();
  private final List<String> deletes = new ArrayList<>();

  /** Operations until the machine crashes; negative: never. */
  int operationsUntilCrash = -1;

  boolean failWrites;
  boolean failForces;

  /** The disk turns out to be full in the middle of a resize. */
  boolean failGrowing;

  long usable = 1L << 40;
  int forces;

  MemoryDisk() {
    directoryVersions.add(new TreeMap<>());
  }

  /** The machine crashes and starts again. */
  void crash(RandomGenerator random) {
    Map<String, Content> survivor =
        new TreeMap<>(directoryVersions.get(random.nextInt(directoryVersions.size())));
    deletes.stream().filter(_ -> random.nextBoolean()).forEach(survivor::remove);
    deletes.clear();
    directoryVersions.clear();
    directoryVersions.add(new TreeMap<>(survivor));
    current.clear();
    current.putAll(survivor);
    current.values().forEach(content -> crash(content, random));
    operationsUntilCrash = -1;
  }

  private static void crash(Content content, RandomGenerator random) {
    content.openCount = 0;
    if (!content.versions.isEmpty()) {
      List<byte[]> versions = new ArrayList<>(content.versions);
      versions.add(content.durable);
      int size = versions.get(random.nextInt(versions.size())).length;
      byte[] survivor = new byte[size];
      // Often all of it, or nothing, survives: those are the interesting borders.
      int mode = random.nextInt(4);
      for (int at = 0; at < size; at += SECTOR_BYTES) {
        byte[] from =
            switch (mode) {
              case 0 -> content.current;
              case 1 -> content.durable;
              default -> versions.get(random.nextInt(versions.size()));
            };
        int end = Math.min(at + SECTOR_BYTES, Math.min(size, from.length));
        if (end > at) {
          System.arraycopy(from, at, survivor, at, end - at);
        }
      }
      content.current = survivor;
    }
    content.durable = content.current.clone();
    content.versions.clear();
  }

  /** Only the process dies: what was written stays, forced or not. */
  void killProcess() {
    current.values().forEach(content -> content.openCount = 0);
    operationsUntilCrash = -1;
  }

  /** The bytes of a file, to be looked at or damaged. */
  byte[] bytes(String name) {
    return current.get(name).current;
  }

  /** Replaces a file from outside, durably. */
  void put(String name, byte[] bytes) {
    Content content = new Content();
    content.current = bytes.clone();
    content.durable = bytes.clone();
    current.put(name, content);
    directoryVersions.clear();
    directoryVersions.add(new TreeMap<>(current));
  }

  /** Removes a file from outside, durably. */
  void remove(String name) {
    current.remove(name);
    directoryVersions.clear();
    directoryVersions.add(new TreeMap<>(current));
  }

  /** An independent copy of what is visible now. */
  MemoryDisk copy() {
    MemoryDisk copy = new MemoryDisk();
    current.forEach((name, content) -> copy.put(name, content.current));
    return copy;
  }

  private void operation() throws Crashed {
    if (operationsUntilCrash >= 0 && operationsUntilCrash-- == 0) {
      operationsUntilCrash = 0;
      throw new Crashed();
    }
  }

  @Override
  public List<String> list() {
    return List.copyOf(current.keySet());
  }

  @Override
  public DiskFile create(String name) throws IOException {
    operation();
    if (current.containsKey(name)) {
      throw new FileAlreadyExistsException(name);
    }
    Content content = new Content();
    current.put(name, content);
    directoryVersions.add(new TreeMap<>(current));
    return new MemoryFile(content);
  }

  @Override
  public DiskFile open(String name) throws IOException {
    if (!current.containsKey(name)) {
      throw new NoSuchFileException(name);
    }
    return new MemoryFile(current.get(name));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    operation();
    checkClosed(from);
    current.put(to, current.remove(from));
    directoryVersions.add(new TreeMap<>(current));
  }

  @Override
  public void delete(String name) throws IOException {
    operation();
    checkClosed(name);
    current.remove(name);
    deletes.add(name);
    directoryVersions.add(new TreeMap<>(current));
  }

  private void checkClosed(String name) throws IOException {
    if (!current.containsKey(name)) {
      throw new NoSuchFileException(name);
    }
    if (current.get(name).openCount != 0) {
      throw new IllegalStateException(name + " is open");
    }
  }

  @Override
  public void forceDirectory() throws IOException {
    operation();
    deletes.clear();
    directoryVersions.clear();
    directoryVersions.add(new TreeMap<>(current));
  }

  @Override
  public long usableBytes() {
    return usable;
  }

  private final class MemoryFile implements DiskFile {
    private final Content content;

    MemoryFile(Content content) {
      this.content = content;
      content.openCount++;
    }

    @Override
    public long size() {
      return content.current.length;
    }

    @Override
    public int read(long position, ByteBuffer target) {
      int count = (int) Math.min(target.remaining(), content.current.length - position);
      target.put(content.current, (int) position, Math.max(0, count));
      return Math.max(0, count);
    }

    @Override
    public void write(long position, List<ByteBuffer> buffers) throws IOException {
      if (failWrites) {
        throw new IOException("write failed");
      }
      int total = buffers.stream().mapToInt(ByteBuffer::remaining).sum();
      int size = Math.max(content.current.length, (int) position + total);
      ByteBuffer next = ByteBuffer.wrap(Arrays.copyOf(content.current, size));
      next.position((int) position);
      buffers.forEach(buffer -> next.put(buffer.duplicate()));
      change(next.array());
      operation();
    }

    private void change(byte[] next) {
      content.current = next;
      content.versions.add(next);
    }

    @Override
    public void force() throws IOException {
      operation();
      forces++;
      if (failForces) {
        throw new IOException("force failed");
      }
      content.durable = content.current.clone();
      content.versions.clear();
    }

    @Override
    public void resize(long size) throws IOException {
      if (failGrowing && size > content.current.length) {
        change(Arrays.copyOf(content.current, (int) size - 100));
        throw new IOException("No space left on device");
      }
      change(Arrays.copyOf(content.current, (int) size));
      operation();
    }

    @Override
    public void close() {
      content.openCount--;
    }
  }
}
