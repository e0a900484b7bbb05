package io.mq.node.sim;

import io.mq.node.storage.Disk;
import io.mq.node.storage.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A disk that forgets. When power is lost, each sector of 512 bytes that was written since the last
 * force may hold any of its versions since then, in any mixture; of the changes to the directory
 * any first part survives, and of the deletes behind it any; and what a failed force should have
 * made durable is gone for certain, although it could be read until then.
 */
final class SimDisk implements Disk {

  static final int SECTOR_BYTES = 512;

  private static final int MAX_VERSIONS = 4;

  /** The machine lost power in the middle of an operation. */
  static final class PowerLost extends IOException {
    private static final long serialVersionUID = 1L;

    PowerLost() {
      super("power lost");
    }
  }

  /** A change to the directory that has not been forced; {@code to} is empty for a delete. */
  private record DirectoryChange(String from, String to, SimFile.Content content) {

    boolean isDelete() {
      return to.isEmpty();
    }

    void applyTo(Map<String, SimFile.Content> names) {
      names.remove(from);
      if (!isDelete()) {
        names.put(to, content);
      }
    }
  }

  private final RandomGenerator random;
  private final Map<String, SimFile.Content> names = new TreeMap<>();
  private final Map<String, SimFile.Content> durableNames = new TreeMap<>();
  private final List<DirectoryChange> unforced = new ArrayList<>();

  /** Operations until power is lost; negative: not planned. */
  private int operationsUntilPowerLoss = -1;

  private boolean failsForces;
  private boolean isFull;

  SimDisk(RandomGenerator random) {
    this.random = random;
  }

  /** Power will be lost in the middle of the operation after that many. */
  void losePowerAfter(int operations) {
    operationsUntilPowerLoss = operations;
  }

  void failForces(boolean fails) {
    failsForces = fails;
  }

  boolean failsForces() {
    return failsForces;
  }

  void fill(boolean full) {
    isFull = full;
  }

  /** Whether a bit has flipped in a file that is still there. */
  boolean hasRot() {
    return names.values().stream().anyMatch(SimFile.Content::isRotten);
  }

  /** Only the process dies: all that was written stays. */
  void processDied() {
    names.values().forEach(content -> content.openCount = 0);
    operationsUntilPowerLoss = -1;
  }

  /** Power is lost and comes back. */
  void losePower() {
    processDied();
    int kept = random.nextInt(unforced.size() + 1);
    for (int i = 0; i < unforced.size(); i++) {
      DirectoryChange change = unforced.get(i);
      if (i < kept || (change.isDelete() && random.nextBoolean())) {
        change.applyTo(durableNames);
      }
    }
    unforced.clear();
    names.clear();
    names.putAll(durableNames);
    names.values().forEach(content -> content.losePower(random));
  }

  /**
   * Flips a bit in a part of a file that was forced a while ago. The very last batch is spared,
   * since damage there cannot be told from a torn write. Returns whether there was such a part.
   */
  boolean rot() {
    List<SimFile.Content> candidates = new ArrayList<>();
    for (Map.Entry<String, SimFile.Content> file : names.entrySet()) {
      if (file.getValue().oldBytes() > 0) {
        candidates.add(file.getValue());
      }
    }
    if (candidates.isEmpty()) {
      return false;
    }
    SimFile.Content content = candidates.get(random.nextInt(candidates.size()));
    content.flip(random.nextInt(content.oldBytes()), random.nextInt(8));
    return true;
  }

  /**
   * Counts an operation.
   *
   * @throws PowerLost if it is the planned one
   */
  void operation() throws PowerLost {
    if (operationsUntilPowerLoss >= 0 && operationsUntilPowerLoss-- == 0) {
      throw new PowerLost();
    }
  }

  @Override
  public List<String> list() {
    return List.copyOf(names.keySet());
  }

  @Override
  public DiskFile create(String name) throws IOException {
    operation();
    if (names.containsKey(name)) {
      throw new FileAlreadyExistsException(name);
    }
    SimFile.Content content = new SimFile.Content(MAX_VERSIONS);
    change(new DirectoryChange("", name, content));
    return new SimFile(this, content);
  }

  @Override
  public DiskFile open(String name) throws IOException {
    return new SimFile(this, existing(name));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    operation();
    change(new DirectoryChange(from, to, closed(from)));
  }

  @Override
  public void delete(String name) throws IOException {
    operation();
    change(new DirectoryChange(name, "", closed(name)));
  }

  @Override
  public void forceDirectory() throws IOException {
    operation();
    if (failsForces) {
      throw new IOException("Input/output error");
    }
    Iterator<DirectoryChange> changes = unforced.iterator();
    while (changes.hasNext()) {
      changes.next().applyTo(durableNames);
      changes.remove();
    }
  }

  @Override
  public long usableBytes() {
    return isFull ? 0 : 1L << 40;
  }

  private void change(DirectoryChange change) {
    change.applyTo(names);
    unforced.add(change);
  }

  private SimFile.Content existing(String name) throws IOException {
    SimFile.Content content = names.get(name);
    if (content == null) {
      throw new NoSuchFileException(name);
    }
    return content;
  }

  private SimFile.Content closed(String name) throws IOException {
    SimFile.Content content = existing(name);
    if (content.openCount != 0) {
      throw new IllegalStateException(name + " is open");
    }
    return content;
  }

  /** All bytes of a file, for tests. */
  ByteBuffer bytes(String name) {
    return names.get(name).visible();
  }
}
