package io.mq.node.main;

import io.mq.shared.config.NodeLimits;
import io.mq.shared.config.NodeSnapshots;

/**
 * How a node's heap is shared out, so that what clients send never exhausts it: a node that has run
 * out of memory stops, and with the same queues to load it could not even start again. In bytes.
 *
 * <p>The queues are counted twice, for a snapshot that is being written, or one that a follower is
 * given, stands beside the queues that go on. The log is counted three times what it may grow
 * between two snapshots, for that much is kept for followers. Together with requests under way that
 * makes nine tenths of what the program itself leaves free.
 *
 * @param queueBytes that the queues may take, roughly
 * @param uncommittedBytes of entries that a leader takes on before it answers busy
 * @param bodyBytes of requests under way
 * @param snapshots when to take one: as asked for, or sooner
 */
record MemoryBudget(
    long queueBytes, long uncommittedBytes, int bodyBytes, NodeSnapshots snapshots) {

  /** What the program itself takes, with its libraries, threads and connections. */
  private static final long PROGRAM_BYTES = 24 << 20;

  private static final double QUEUE_SHARE = 0.3;
  private static final int LOG_PARTS = 24;
  private static final int REQUEST_PARTS = 12;
  private static final long MAX_REQUEST_BYTES = 64 << 20;

  /** The shares of a heap of that size. */
  static MemoryBudget of(long heapBytes, NodeLimits limits, NodeSnapshots asked) {
    long free = Math.max(heapBytes / 2, heapBytes - PROGRAM_BYTES);
    long requests = Math.min(MAX_REQUEST_BYTES, free / REQUEST_PARTS);
    int everyBytes = (int) Math.min(asked.everyBytes(), free / LOG_PARTS);
    return new MemoryBudget(
        (long) (free * QUEUE_SHARE),
        requests,
        (int) Math.max(requests, 2L * limits.maxBodyBytes()),
        new NodeSnapshots(everyBytes, asked.everyEntries()));
  }
}
