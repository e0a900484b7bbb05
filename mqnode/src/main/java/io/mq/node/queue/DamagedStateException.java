package io.mq.node.queue;

/** Bytes that are not a state as it was written. The message says what is wrong. */
public final class DamagedStateException extends Exception {

  private static final long serialVersionUID = 1;

  DamagedStateException(String message) {
    super(message);
  }
}
