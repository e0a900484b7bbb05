package io.mq.node.runtime;

import io.mq.shared.wire.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Requests that came while no leader was known, each until its deadline in ticks. */
final class HeldRequests {

  private record Held(long deadlineTick, Runnable retry, Consumer<Answer> client) {}

  private final ArrayDeque<Held> held = new ArrayDeque<>();
  private final int maxHeld;

  HeldRequests(int maxHeld) {
    this.maxHeld = maxHeld;
  }

  int size() {
    return held.size();
  }

  /** Keeps a request, or answers it at once when there are too many. */
  void add(long deadlineTick, Runnable retry, Consumer<Answer> client) {
    if (held.size() >= maxHeld) {
      fail(client, ErrorCode.NO_LEADER);
    } else {
      held.addLast(new Held(deadlineTick, retry, client));
    }
  }

  /** Gives up on requests whose time is over. */
  void expire(long tick) {
    while (!held.isEmpty() && held.peekFirst().deadlineTick() <= tick) {
      fail(held.removeFirst().client(), ErrorCode.NO_LEADER);
    }
  }

  /** A leader is known: tries every request again. */
  void release() {
    List<Held> all = new ArrayList<>(held);
    held.clear();
    all.forEach(request -> request.retry().run());
  }

  void failAll(ErrorCode code) {
    while (!held.isEmpty()) {
      fail(held.removeFirst().client(), code);
    }
  }

  private static void fail(Consumer<Answer> client, ErrorCode code) {
    client.accept(new Answer.Failed(code, Optional.empty()));
  }
}
