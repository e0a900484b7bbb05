package io.mq.node.storage;

import java.io.IOException;
import java.nio.file.Path;

/** Another process (or another part of this one) is using the directory. */
public final class DirectoryLockedException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Names the directory. */
  public DirectoryLockedException(Path directory) {
    super(
        "the data directory "
            + directory
            + " is in use by another process; stop that one or choose another directory");
  }
}
