package io.mq.node.runtime;

import io.mq.node.raft.Output;
import io.mq.node.raft.SnapshotPoint;
import io.mq.node.storage.SegmentedLog;
import java.io.IOException;
import java.util.List;

/** The segmented log as the writer thread uses it. */
public final class StorageLog implements WriteAheadLog {

  private final SegmentedLog log;

  /** Takes over an open log. */
  public StorageLog(SegmentedLog log) {
    this.log = log;
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
  public void idle() throws IOException {
    log.sealIdle();
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
