package io.mq.node.queue;

/**
 * Proof of one delivery on lease: which message, and which attempt (lesson 35).
 *
 * @param messageId the position the message got when it was put, 1 or more, unique in its topic
 * @param attempt 1 for the first delivery
 */
public record Receipt(long messageId, int attempt) {
  @Override
  public String toString() {
    return messageId + "#" + attempt;
  }
}
