package io.mq.node.storage;

import java.io.IOException;

/**
 * A write or force has failed, now or earlier. What is on the disk is unknown, and a later force
 * could report success for data that is lost (lesson 14), so the log refuses everything from here
 * on: the node has to stop.
 */
public final class LogFailedException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Keeps the first failure as the cause. */
  public LogFailedException(IOException first) {
    super(
        "the log cannot be written any more and the node must stop: " + first.getMessage(), first);
  }
}
