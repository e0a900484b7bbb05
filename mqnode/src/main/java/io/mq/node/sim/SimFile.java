package io.mq.node.sim;

import io.mq.node.storage.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** An open file of a {@link SimDisk}. */
final class SimFile implements DiskFile {

  /** What a file holds, and what it may hold after power was lost. */
  static final class Content {
    int openCount;

    private final int maxVersions;
    private byte[] bytes = new byte[0];
    private int size;
    private int durableSize;
    private int firstUnforcedByte = Integer.MAX_VALUE;
    private int lastForcedStart;
    private int oldBytes;
    private boolean rotten;

    /** Sectors written since the last force: the durable version first, then later ones. */
    private final Map<Integer, List<byte[]>> unforced = new TreeMap<>();

    /** Sectors whose force failed: their durable versions. A later force passes them over. */
    private final Map<Integer, byte[]> abandoned = new TreeMap<>();

    Content(int maxVersions) {
      this.maxVersions = maxVersions;
    }

    ByteBuffer visible() {
      return ByteBuffer.wrap(bytes, 0, size).slice().asReadOnlyBuffer();
    }

    /** The first bytes, in front of the last two forced writes. */
    int oldBytes() {
      return Math.min(oldBytes, Math.min(size, durableSize));
    }

    void flip(int at, int bit) {
      bytes[at] ^= (byte) (1 << bit);
      rotten = true;
    }

    boolean isRotten() {
      return rotten;
    }

    void write(int position, List<ByteBuffer> buffers) {
      int total = 0;
      for (ByteBuffer buffer : buffers) {
        total += buffer.remaining();
      }
      if (total == 0) {
        return;
      }
      if (position + total > size) {
        resize(position + total);
      }
      for (int s = position / SimDisk.SECTOR_BYTES;
          s <= (position + total - 1) / SimDisk.SECTOR_BYTES;
          s++) {
        remember(s);
      }
      int at = position;
      for (ByteBuffer buffer : buffers) {
        int count = buffer.remaining();
        buffer.get(buffer.position(), bytes, at, count);
        at += count;
      }
      firstUnforcedByte = Math.min(firstUnforcedByte, position);
    }

    private void remember(int sector) {
      List<byte[]> versions = unforced.get(sector);
      if (versions == null) {
        byte[] durable = abandoned.remove(sector);
        versions = new ArrayList<>(2);
        versions.add(durable == null ? sectorBytes(sector) : durable);
        unforced.put(sector, versions);
      } else if (versions.size() < maxVersions) {
        versions.add(sectorBytes(sector));
      }
    }

    private byte[] sectorBytes(int sector) {
      int from = sector * SimDisk.SECTOR_BYTES;
      return Arrays.copyOfRange(bytes, from, from + SimDisk.SECTOR_BYTES);
    }

    void resize(int newSize) {
      int sectors = (newSize + SimDisk.SECTOR_BYTES - 1) / SimDisk.SECTOR_BYTES;
      if (sectors * SimDisk.SECTOR_BYTES > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(sectors * SimDisk.SECTOR_BYTES, 2 * bytes.length));
      }
      if (newSize < size) {
        Arrays.fill(bytes, newSize, size, (byte) 0);
      }
      size = newSize;
    }

    void force() {
      unforced.clear();
      durableSize = size;
      if (firstUnforcedByte != Integer.MAX_VALUE) {
        oldBytes = Math.min(lastForcedStart, firstUnforcedByte);
        lastForcedStart = firstUnforcedByte;
        firstUnforcedByte = Integer.MAX_VALUE;
      }
    }

    /** The system has given up on what should have been forced, and only looks clean. */
    void failForce() {
      unforced.forEach((sector, versions) -> abandoned.put(sector, versions.getFirst()));
      unforced.clear();
    }

    void losePower(RandomGenerator random) {
      // Often all of it, or nothing, survives: those are the interesting borders.
      int mode = random.nextInt(4);
      unforced.forEach(
          (sector, versions) -> {
            int version =
                switch (mode) {
                  case 0 -> 0;
                  case 1 -> versions.size();
                  default -> random.nextInt(versions.size() + 1);
                };
            if (version < versions.size()) {
              restore(sector, versions.get(version));
            }
          });
      abandoned.forEach(this::restore);
      unforced.clear();
      abandoned.clear();
      if (size != durableSize && mode != 1 && random.nextBoolean()) {
        resize(durableSize);
      }
      durableSize = size;
      firstUnforcedByte = Integer.MAX_VALUE;
    }

    private void restore(int sector, byte[] version) {
      System.arraycopy(version, 0, bytes, sector * SimDisk.SECTOR_BYTES, version.length);
    }
  }

  private final SimDisk disk;
  private final Content content;

  SimFile(SimDisk disk, Content content) {
    this.disk = disk;
    this.content = content;
    content.openCount++;
  }

  @Override
  public long size() {
    return content.size;
  }

  @Override
  public int read(long position, ByteBuffer target) {
    int count = (int) Math.max(0, Math.min(target.remaining(), content.size - position));
    target.put(content.bytes, (int) position, count);
    return count;
  }

  @Override
  public void write(long position, List<ByteBuffer> buffers) throws IOException {
    content.write(Math.toIntExact(position), buffers);
    disk.operation();
  }

  @Override
  public void force() throws IOException {
    disk.operation();
    if (disk.failsForces()) {
      content.failForce();
      throw new IOException("Input/output error");
    }
    content.force();
  }

  @Override
  public void resize(long size) throws IOException {
    content.resize(Math.toIntExact(size));
    disk.operation();
  }

  @Override
  public void close() {
    content.openCount = Math.max(0, content.openCount - 1);
  }
}
