package io.mq.node.main;

import io.mq.node.raft.Output;
import io.mq.node.raft.SnapshotPoint;
import io.mq.node.runtime.WriteAheadLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A bug: forces once a second, and until then keeps what it was given in memory. */
final class LateLog implements WriteAheadLog {

  private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final WriteAheadLog log;
  private final List<Output.Write> pending = new ArrayList<>();
  private long lastNanos = System.nanoTime();

  LateLog(WriteAheadLog log) {
    this.log = log;
  }

  @Override
  public void write(List<Output.Write> writes) {
    pending.addAll(writes);
  }

  @Override
  public void force() throws IOException {
    if (System.nanoTime() - lastNanos >= LATE_NANOS) {
      flush();
    }
  }

  private void flush() throws IOException {
    lastNanos = System.nanoTime();
    if (!pending.isEmpty()) {
      log.write(List.copyOf(pending));
      pending.clear();
      log.force();
    }
  }

  @Override
  public void startBehind(SnapshotPoint point, boolean keepsSuffix) throws IOException {
    flush();
    log.startBehind(point, keepsSuffix);
  }

  @Override
  public void repaired() throws IOException {
    flush();
    log.repaired();
  }

  @Override
  public void idle() throws IOException {
    log.idle();
  }

  @Override
  public void close() throws IOException {
    flush();
    log.close();
  }
}
