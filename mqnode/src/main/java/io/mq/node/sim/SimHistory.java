package io.mq.node.sim;

import io.mq.shared.history.Operation;
import io.mq.shared.history.OperationKind;
import io.mq.shared.history.Outcome;
import java.util.ArrayList;
import java.util.List;

/** What the clients did and learned, in the order of their calls. */
final class SimHistory {

  private final List<Operation> operations = new ArrayList<>();
  private long events;
  private long ended;

  /** A client calls; returns the operation's number. */
  int begin(String process, OperationKind kind, String topic, String value, long nowNanos) {
    int op = operations.size();
    operations.add(
        new Operation(
            op,
            process,
            kind,
            topic,
            value,
            Outcome.UNKNOWN,
            events++,
            nowNanos,
            Operation.NEVER,
            Operation.NEVER,
            null,
            0,
            null));
    return op;
  }

  /** The client knows how it ended, or that it will not. */
  void end(int op, Outcome outcome, String value, String node, long nowNanos) {
    Operation open = operations.get(op);
    boolean known = outcome != Outcome.UNKNOWN;
    ended++;
    operations.set(
        op,
        new Operation(
            op,
            open.process(),
            open.kind(),
            open.topic(),
            open.kind() == OperationKind.DEQUEUE ? value : open.value(),
            outcome,
            open.callIndex(),
            open.callNanos(),
            known ? events++ : Operation.NEVER,
            known ? nowNanos : Operation.NEVER,
            node,
            0,
            null));
  }

  long ended() {
    return ended;
  }

  List<Operation> operations() {
    return List.copyOf(operations);
  }

  /** One operation as it stands. */
  Operation operation(int op) {
    return operations.get(op);
  }
}
