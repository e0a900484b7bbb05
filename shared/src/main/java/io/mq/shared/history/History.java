package io.mq.shared.history;

import io.mq.shared.history.HistoryEvent.FaultEvent;
import java.util.List;

/**
 * A whole run: operations in the order of their calls, and the fault events. Immutable.
 *
 * @param truncated whether the file ended in the middle of a line, as one does whose writer was
 *     killed; the torn line is not part of this history
 */
public record History(
    HistoryHeader header, List<Operation> operations, List<FaultEvent> faults, boolean truncated) {

  /** The faults whose time overlaps the operation's, as their beginning events. */
  public List<FaultEvent> faultsDuring(Operation operation) {
    return faults.stream()
        .filter(fault -> isBeginning(fault) && fault.index() < operation.returnIndex())
        .filter(fault -> endOf(fault) > operation.callIndex())
        .toList();
  }

  private boolean isBeginning(FaultEvent fault) {
    return fault.op() >= 0
        && faults.stream()
            .noneMatch(other -> other.op() == fault.op() && other.index() < fault.index());
  }

  private long endOf(FaultEvent beginning) {
    return faults.stream()
        .filter(other -> other.op() == beginning.op() && other.index() > beginning.index())
        .mapToLong(FaultEvent::index)
        .findFirst()
        .orElse(Operation.NEVER);
  }
}
