package io.mq.node.runtime;

import io.mq.node.raft.Output;
import io.mq.node.raft.SnapshotPoint;
import io.mq.node.storage.Disk;
import io.mq.node.storage.RepairNote;
import io.mq.node.storage.SegmentedLog;
import java.io.IOException;
import java.util.List;

/** The segmented log as the writer thread uses it. */
public final class StorageLog implements WriteAheadLog {

  private final SegmentedLog log;
  private final Disk disk;

  /** Takes over an open log on {@code disk}. */
  public StorageLog(SegmentedLog log, Disk disk) {
    this.log = log;
    this.disk = disk;
  }

  @Override
  public void write(List<Output.Write> writes) throws IOException {
    log.write(writes);
  }

  @Override
  public void force() throws IOException {
    log.force();
  }

  @Override
  public void startBehind(SnapshotPoint point, boolean keepsSuffix) throws IOException {
    log.writeMark(point, keepsSuffix);
    log.force();
    log.deletePrefix(point.index());
  }

  @Override
  public boolean hasRoom() throws IOException {
    return log.hasRoom();
  }

  @Override
  public void repaired() throws IOException {
    RepairNote.remove(disk);
  }

  @Override
  public void idle() throws IOException {
    log.sealIdle();
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
