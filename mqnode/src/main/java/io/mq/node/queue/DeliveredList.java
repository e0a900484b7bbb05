package io.mq.node.queue;

import io.mq.node.queue.Result.Delivered;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages gathered for one answer, in order, bounded in number and in bytes. The first one fits
 * whatever its size.
 */
final class DeliveredList {

  private final int max;
  private final List<Delivered> messages = new ArrayList<>();
  private long bytes;
  private boolean full;

  DeliveredList(int max) {
    this.max = max;
  }

  boolean hasRoomFor(Body body) {
    return messages.size() < max
        && (messages.isEmpty() || bytes + body.size() <= TopicQueue.MAX_DELIVERED_BYTES);
  }

  void add(Receipt receipt, Body body) {
    messages.add(new Delivered(receipt, body));
    bytes += body.size();
  }

  /** Adds it, or takes no more after it: what follows must not overtake. */
  void addIfRoom(Receipt receipt, Body body) {
    full = full || !hasRoomFor(body);
    if (!full) {
      add(receipt, body);
    }
  }

  /** The messages, or that there are none. */
  Result result() {
    return messages.isEmpty()
        ? new Result.Refused(Result.Refusal.QUEUE_EMPTY)
        : new Result.Messages(messages);
  }
}
