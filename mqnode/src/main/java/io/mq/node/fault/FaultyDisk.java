package io.mq.node.fault;

import io.mq.node.storage.Disk;
import io.mq.node.storage.DiskFile;
import io.mq.shared.fault.BitFlip;
import io.mq.shared.fault.DiskEffect;
import io.mq.shared.fault.FailForce;
import io.mq.shared.fault.FullDisk;
import io.mq.shared.fault.SlowForce;
import io.mq.shared.fault.TornTail;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Does to a disk what the faults in force say. Thread rule: as the disk behind it. */
public final class FaultyDisk implements Disk {

  /** How soon a slow force notices that its fault has been lifted. */
  private static final long SLICE_MILLIS = 10;

  private final FaultTable table;
  private final Disk disk;
  private final PowerSwitch power;
  private final Map<ActiveFault, RandomGenerator> chances = new ConcurrentHashMap<>();

  /** Keeps everything on {@code disk}. */
  public FaultyDisk(FaultTable table, Disk disk, PowerSwitch power) {
    this.table = table;
    this.disk = disk;
    this.power = power;
    table.onChange(() -> chances.keySet().removeIf(fault -> !table.has(fault)));
  }

  @Override
  public List<String> list() throws IOException {
    return disk.list();
  }

  @Override
  public DiskFile create(String name) throws IOException {
    return new FaultyFile(disk.create(name));
  }

  @Override
  public DiskFile open(String name) throws IOException {
    return new FaultyFile(disk.open(name));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    disk.rename(from, to);
  }

  @Override
  public void delete(String name) throws IOException {
    disk.delete(name);
  }

  @Override
  public void forceDirectory() throws IOException {
    beforeForce();
    disk.forceDirectory();
  }

  @Override
  public long usableBytes() throws IOException {
    return table.having(FullDisk.class).isEmpty() ? disk.usableBytes() : 0;
  }

  private void beforeForce() throws IOException {
    for (ActiveFault fault : table.having(DiskEffect.class)) {
      switch ((DiskEffect) fault.spec().effect()) {
        case SlowForce(long delayMillis, long jitterMillis) -> {
          long jitter = jitterMillis == 0 ? 0 : chance(fault, -jitterMillis, jitterMillis + 1);
          waitFor(fault, delayMillis + jitter);
        }
        case FailForce(double rate) -> {
          if (happens(fault, rate)) {
            throw new IOException("fault " + fault.id() + ": the force failed");
          }
        }
        case FullDisk _, BitFlip _, TornTail _ -> {}
      }
    }
  }

  private void waitFor(ActiveFault fault, long millis) throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      while (end - System.nanoTime() > 0 && table.has(fault)) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()) + 1;
        TimeUnit.MILLISECONDS.sleep(Math.min(left, SLICE_MILLIS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted in a slow force", e);
    }
  }

  private boolean happens(ActiveFault fault, double rate) {
    RandomGenerator random = random(fault);
    synchronized (random) {
      return random.nextDouble() < rate;
    }
  }

  private long chance(ActiveFault fault, long from, long to) {
    RandomGenerator random = random(fault);
    synchronized (random) {
      return random.nextLong(from, to);
    }
  }

  private RandomGenerator random(ActiveFault fault) {
    return chances.computeIfAbsent(fault, f -> f.random(0));
  }

  /** A file on it. */
  private final class FaultyFile implements DiskFile {

    private final DiskFile file;

    FaultyFile(DiskFile file) {
      this.file = file;
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
      List<ByteBuffer> bytes = buffers;
      for (ActiveFault fault : table.having(DiskEffect.class)) {
        switch ((DiskEffect) fault.spec().effect()) {
          case BitFlip(double rate) -> bytes = happens(fault, rate) ? flip(fault, bytes) : bytes;
          case TornTail() -> tear(fault, position, bytes);
          case SlowForce _, FailForce _, FullDisk _ -> {}
        }
      }
      file.write(position, bytes);
    }

    private List<ByteBuffer> flip(ActiveFault fault, List<ByteBuffer> buffers) {
      ByteBuffer copy = joined(buffers);
      if (copy.hasRemaining()) {
        int bit = (int) chance(fault, 0, 8L * copy.limit());
        copy.put(bit / 8, (byte) (copy.get(bit / 8) ^ 1 << bit % 8));
      }
      return List.of(copy);
    }

    private void tear(ActiveFault fault, long position, List<ByteBuffer> buffers)
        throws IOException {
      ByteBuffer beginning = joined(buffers);
      beginning.limit((int) chance(fault, 0, beginning.limit() + 1L));
      file.write(position, List.of(beginning));
      file.force();
      power.off();
    }

    private static ByteBuffer joined(List<ByteBuffer> buffers) {
      ByteBuffer all = ByteBuffer.allocate(buffers.stream().mapToInt(ByteBuffer::remaining).sum());
      buffers.forEach(buffer -> all.put(buffer.duplicate()));
      return all.flip();
    }

    @Override
    public void force() throws IOException {
      beforeForce();
      file.force();
    }

    @Override
    public void resize(long size) throws IOException {
      if (size > file.size() && !table.having(FullDisk.class).isEmpty()) {
        throw new IOException("No space left on device (a fault says so)");
      }
      file.resize(size);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
