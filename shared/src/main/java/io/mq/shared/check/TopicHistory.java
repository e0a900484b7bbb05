package io.mq.shared.check;

import io.mq.shared.history.Operation;
import io.mq.shared.history.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One topic's operations laid out for the conditions: parallel arrays over the puts in the order of
 * their calls, with times as positions 0, 1, 2... in the topic's order of events. Boxed maps would
 * cost more than all the rest at a million operations.
 */
final class TopicHistory {

  /** The position of what does not happen: later than all others. */
  static final int NEVER = Integer.MAX_VALUE;

  final String topic;

  /** One more than the last position. */
  final int positions;

  /** Puts that took effect or may have, in the order of their calls. */
  final List<Operation> puts = new ArrayList<>();

  final int[] putCall;
  final int[] putReturn;

  /** The get that returned this put's value (the one called first, if several did), or null. */
  final Operation[] gets;

  final int[] getCall;
  final int[] getReturn;

  /** Gets that found the topic empty, in the order of their calls. */
  final List<Operation> empties = new ArrayList<>();

  final int[] emptyCall;
  final int[] emptyReturn;

  /** Gets of unknown outcome, in the order of their calls. */
  final List<Operation> unknownGets = new ArrayList<>();

  final int[] unknownCall;

  /** Attempts to create the topic, whatever their outcome. */
  final List<Operation> creations = new ArrayList<>();

  /** Puts that certainly did not take effect. */
  final List<Operation> refusedPuts = new ArrayList<>();

  /** Gets whose value no put of this topic can explain. */
  final List<Operation> phantoms = new ArrayList<>();

  /** Gets beyond as many as there are puts of their value. */
  final List<Operation> duplicates = new ArrayList<>();

  /** Whether no two puts that may have taken effect have the same value. */
  final boolean valuesUnique;

  private final long[] eventIndexes;

  /**
   * Lays out {@code operations}.
   *
   * @param operations of this topic only, in the order of their calls
   */
  TopicHistory(String topic, List<Operation> operations) {
    this.topic = topic;
    List<Operation> delivered = new ArrayList<>();
    sortOut(operations, delivered);
    eventIndexes = eventIndexes(operations);
    positions = eventIndexes.length;
    putCall = calls(puts);
    putReturn = returns(puts);
    emptyCall = calls(empties);
    emptyReturn = returns(empties);
    unknownCall = calls(unknownGets);
    gets = new Operation[puts.size()];
    getCall = new int[puts.size()];
    getReturn = new int[puts.size()];
    Arrays.fill(getCall, NEVER);
    Arrays.fill(getReturn, NEVER);
    ValueTable table = new ValueTable(puts);
    valuesUnique = table.unique();
    for (Operation get : delivered) {
      deliver(get, table);
    }
  }

  private void sortOut(List<Operation> operations, List<Operation> delivered) {
    for (Operation operation : operations) {
      switch (operation.kind()) {
        case ENQUEUE -> (operation.outcome() == Outcome.FAIL ? refusedPuts : puts).add(operation);
        case DEQUEUE -> sortOutGet(operation, delivered);
        case CREATE_TOPIC -> creations.add(operation);
      }
    }
  }

  private void sortOutGet(Operation get, List<Operation> delivered) {
    switch (get.outcome()) {
      case OK -> (get.foundEmpty() ? empties : delivered).add(get);
      case UNKNOWN -> unknownGets.add(get);
      case FAIL -> {
        // It did nothing and says nothing.
      }
    }
  }

  private void deliver(Operation get, ValueTable table) {
    int put = table.claim(get.value());
    if (put == ValueTable.NO_SUCH_VALUE) {
      phantoms.add(get);
    } else if (put == ValueTable.ALL_CLAIMED) {
      duplicates.add(get);
    } else {
      gets[put] = get;
      getCall[put] = position(get.callIndex());
      getReturn[put] = position(get.returnIndex());
    }
  }

  /** Whether this put was acknowledged and no get returned its value. */
  boolean unreturned(int put) {
    return putReturn[put] != NEVER && gets[put] == null;
  }

  /** Every put that may have taken effect and every get that returned, with this value. */
  List<Operation> operationsOn(String value) {
    List<Operation> found = new ArrayList<>();
    for (int put = 0; put < puts.size(); put++) {
      if (puts.get(put).value().equals(value)) {
        found.add(puts.get(put));
        if (gets[put] != null) {
          found.add(gets[put]);
        }
      }
    }
    duplicates.stream().filter(get -> get.value().equals(value)).forEach(found::add);
    return found;
  }

  /** The first put called after this position; {@code puts.size()} if there is none. */
  int firstPutCalledAfter(int position) {
    int found = Arrays.binarySearch(putCall, position);
    return found < 0 ? -found - 1 : found + 1;
  }

  private static long[] eventIndexes(List<Operation> operations) {
    long[] indexes = new long[2 * operations.size()];
    int count = 0;
    for (Operation operation : operations) {
      indexes[count++] = operation.callIndex();
      if (operation.returnIndex() != Operation.NEVER) {
        indexes[count++] = operation.returnIndex();
      }
    }
    indexes = Arrays.copyOf(indexes, count);
    Arrays.sort(indexes);
    return indexes;
  }

  private int position(long eventIndex) {
    return eventIndex == Operation.NEVER ? NEVER : Arrays.binarySearch(eventIndexes, eventIndex);
  }

  private int[] calls(List<Operation> operations) {
    return operations.stream().mapToInt(operation -> position(operation.callIndex())).toArray();
  }

  private int[] returns(List<Operation> operations) {
    return operations.stream().mapToInt(operation -> position(operation.returnIndex())).toArray();
  }
}
