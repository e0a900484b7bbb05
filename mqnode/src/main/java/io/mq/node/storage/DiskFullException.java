package io.mq.node.storage;

import java.io.IOException;

/**
 * There is no room for a write. Nothing of it was written, so the log stays usable and the same
 * write may be tried again when there is room.
 */
public final class DiskFullException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Says how much was wanted and how much there is. */
  public DiskFullException(long neededBytes, long usableBytes) {
    super(
        "the disk is full: "
            + neededBytes
            + " bytes are needed, "
            + usableBytes
            + " are free; free some space and try again");
  }
}
