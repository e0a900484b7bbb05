package io.mq.shared.history;

import java.io.IOException;

/**
 * A history file that is not one; the message names file, line, what was expected and what came.
 */
public final class HistoryFormatException extends IOException {

  private static final long serialVersionUID = 1;

  /** A sentence for people. */
  public HistoryFormatException(String message) {
    super(message);
  }

  /** A sentence for people, and what led to it. */
  public HistoryFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
