package io.mq.node.runtime;

import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.ErrorCode;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads on their way: first until the core knows a safe index, then until that is applied. */
final class PendingReads {

  private record Read(Runnable whenReady, Consumer<Answer> client) {}

  private record Confirmed(LogIndex index, Read read) {}

  private final Map<Long, Read> unconfirmed = new LinkedHashMap<>();
  private final ArrayDeque<Confirmed> confirmed = new ArrayDeque<>();
  private long lastId;

  int size() {
    return unconfirmed.size() + confirmed.size();
  }

  long begin(Runnable whenReady, Consumer<Answer> client) {
    lastId++;
    unconfirmed.put(lastId, new Read(whenReady, client));
    return lastId;
  }

  /** The core has confirmed a read; indexes never fall from one read to the next. */
  void ready(long readId, LogIndex index) {
    Read read = unconfirmed.remove(readId);
    if (read != null) {
      confirmed.addLast(new Confirmed(index, read));
    }
  }

  void notLeader(long readId, Optional<NodeId> leader) {
    Read read = unconfirmed.remove(readId);
    if (read != null) {
      read.client()
          .accept(
              new Answer.Failed(
                  leader.isPresent() ? ErrorCode.NOT_LEADER : ErrorCode.NO_LEADER, leader));
    }
  }

  /** Everything up to {@code appliedIndex} has been applied: runs the reads that waited for it. */
  void applied(LogIndex appliedIndex) {
    while (!confirmed.isEmpty() && !confirmed.peekFirst().index().isAfter(appliedIndex)) {
      confirmed.removeFirst().read().whenReady().run();
    }
  }

  void failAll(ErrorCode code) {
    unconfirmed.values().forEach(read -> fail(read, code));
    unconfirmed.clear();
    while (!confirmed.isEmpty()) {
      fail(confirmed.removeFirst().read(), code);
    }
  }

  private static void fail(Read read, ErrorCode code) {
    read.client().accept(new Answer.Failed(code, Optional.empty()));
  }
}
