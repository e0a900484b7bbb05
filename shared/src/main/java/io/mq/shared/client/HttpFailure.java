package io.mq.shared.client;

import java.io.IOException;

/** No answer came. The message is short and for people, such as "connection refused". */
public final class HttpFailure extends IOException {
  private final boolean sent;
  private final boolean timeout;

  HttpFailure(String message, boolean sent, boolean timeout, IOException cause) {
    super(message, cause);
    this.sent = sent;
    this.timeout = timeout;
  }

  /** Whether time ran out. */
  public boolean isTimeout() {
    return timeout;
  }

  /** Whether a byte of the request may have reached the node, which may then have acted on it. */
  public boolean wasSent() {
    return sent;
  }
}
