package io.mq.node.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A file that says: this disk has lost something that had been made durable, and its node is not
 * repaired yet. It is durable before anything of what is left is touched, and goes when the node
 * has got back what it lacked; every start in between is one of a damaged node.
 *
 * <p>What is damaged is not deleted but set aside under another name for as long: should the repair
 * fail, people may still want it.
 *
 * <p>Stateless.
 */
public final class RepairNote {

  private static final String NAME = "repair";
  private static final String ASIDE = "damaged-";
  private static final int MAX_BYTES = 4096;

  private RepairNote() {}

  /** What was lost, in one sentence; empty for an undamaged disk. */
  public static Optional<String> read(Disk disk) throws IOException {
    if (!disk.list().contains(NAME)) {
      return Optional.empty();
    }
    try (DiskFile file = disk.open(NAME)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(file.size(), MAX_BYTES));
      file.read(0, bytes);
      return Optional.of(StandardCharsets.UTF_8.decode(bytes.flip()).toString());
    }
  }

  /** Notes durably that something is lost. */
  public static void write(Disk disk, String what) throws IOException {
    String temporary = NAME + FileNames.TEMPORARY;
    if (disk.list().contains(temporary)) {
      disk.delete(temporary);
    }
    byte[] bytes = what.getBytes(StandardCharsets.UTF_8);
    try (DiskFile file = disk.create(temporary)) {
      file.write(0, List.of(ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, MAX_BYTES))));
      file.force();
    }
    disk.rename(temporary, NAME);
    disk.forceDirectory();
  }

  /** The node is repaired: removes the note, then what was set aside. */
  public static void remove(Disk disk) throws IOException {
    if (disk.list().contains(NAME)) {
      disk.delete(NAME);
      disk.forceDirectory();
    }
    deleteSetAside(disk);
  }

  /** Removes what was set aside before the last repair ended. */
  public static void deleteSetAside(Disk disk) throws IOException {
    for (String name : disk.list()) {
      if (name.startsWith(ASIDE)) {
        disk.delete(name);
      }
    }
  }

  /** Gives a file a name under which nobody reads it. */
  static void setAside(Disk disk, String name) throws IOException {
    disk.rename(name, ASIDE + name);
    disk.forceDirectory();
  }

  /** Whether a file has been set aside. */
  static boolean isSetAside(String name) {
    return name.startsWith(ASIDE);
  }
}
