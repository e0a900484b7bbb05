package io.mq.node.storage;

import java.io.IOException;

/**
 * The directory is not one that this node may use as its own. Nothing in it was touched. The
 * message is one sentence for the user.
 */
public final class LogRefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Why a directory is refused. */
  public enum Reason {
    /** It belongs to another cluster. */
    OTHER_CLUSTER,
    /** It belongs to another node of this cluster. */
    OTHER_NODE,
    /** It was written by a later version of the program. */
    NEWER_FORMAT,
    /** Files that must be there are not (lesson 25). */
    MISSING_FILES,
    /** It is damaged, and there is nobody who could repair it. */
    DAMAGED,
    /** It was never created as a data directory. */
    NOT_CREATED,
    /** It already is a data directory and cannot be created again. */
    ALREADY_CREATED
  }

  private final Reason reason;

  /** A refusal with its sentence. */
  public LogRefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
