package io.mq.node.main;

/** A node cannot start. The message is one sentence for the person who started it. */
final class StartFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  StartFailedException(String message) {
    super(message);
  }

  StartFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
