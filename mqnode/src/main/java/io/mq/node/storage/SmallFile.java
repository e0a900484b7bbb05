package io.mq.node.storage;

import io.mq.node.raft.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** A file of one frame, which is replaced as a whole. Stateless. */
final class SmallFile {

  private static final int MAX_BYTES = 1 << 20;

  private SmallFile() {}

  /** Durable when it returns; a crash leaves the old or the new one (lesson 13). */
  static void replace(Disk disk, String name, ByteBuffer frame) throws IOException {
    String temporary = name + FileNames.TEMPORARY;
    if (disk.list().contains(temporary)) {
      disk.delete(temporary);
    }
    try (DiskFile file = disk.create(temporary)) {
      file.write(0, List.of(frame));
      file.force();
    }
    disk.rename(temporary, name);
    disk.forceDirectory();
  }

  /** The payload; empty if there is no such file, or no intact frame of that type in it. */
  static Optional<ByteBuffer> read(Disk disk, String name, byte type) throws IOException {
    if (!disk.list().contains(name)) {
      return Optional.empty();
    }
    try (DiskFile file = disk.open(name)) {
      if (file.size() > MAX_BYTES) {
        return Optional.empty();
      }
      ByteBuffer frame = ByteBuffer.allocate((int) file.size());
      file.read(0, frame);
      frame.flip();
      return Frame.isValidAt(frame, 0) && Frame.typeAt(frame, 0) == type
          ? Optional.of(Frame.payloadAt(frame, 0))
          : Optional.empty();
    }
  }
}
