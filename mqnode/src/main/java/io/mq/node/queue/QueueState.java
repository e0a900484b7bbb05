package io.mq.node.queue;

import java.util.Optional;

/** Placeholder for the state machine's surface; replaced by the real one. */
public final class QueueState {

  /** An empty state machine. */
  public QueueState() {}

  /** Applies a command at the log time of its entry. */
  public Result apply(Command command, long index, long timeMillis) {
    throw new UnsupportedOperationException("not built yet");
  }

  /** What {@code command} would answer now if it would change nothing, else empty (lesson 29). */
  public Optional<Result> preview(Command command, long timeMillis) {
    throw new UnsupportedOperationException("not built yet");
  }

  /** Answers a question. */
  public Result query(Query query, long timeMillis) {
    throw new UnsupportedOperationException("not built yet");
  }

  /** A hash of the whole state, kept up to date at each change. */
  public long stateHash() {
    throw new UnsupportedOperationException("not built yet");
  }
}
