package io.mq.shared.check;

import io.mq.shared.history.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Condition 4: a get found the topic empty, although at every moment of it something was there. */
final class EmptyCondition implements Condition {

  @Override
  public Optional<Violation> find(TopicHistory history) {
    if (history.empties.isEmpty()) {
      return Optional.empty();
    }
    Occupancy occupancy = new Occupancy(history);
    for (int empty = 0; empty < history.empties.size(); empty++) {
      int call = history.emptyCall[empty];
      int end = history.emptyReturn[empty];
      if (!occupancy.canBeEmpty(call, end)) {
        return Optional.of(
            explain(history, history.empties.get(empty), occupancy.cover(call, end)));
      }
    }
    return Optional.empty();
  }

  private static Violation explain(TopicHistory history, Operation get, Occupancy.Cover cover) {
    boolean neverOut = cover.returned().isEmpty();
    boolean waiting =
        cover.unreturned().stream().allMatch(put -> put.returnIndex() < get.callIndex());
    List<Operation> operations = new ArrayList<>();
    operations.add(get);
    for (int put : cover.returned()) {
      operations.add(history.puts.get(put));
      operations.add(history.gets[put]);
    }
    operations.addAll(cover.unreturned());
    List<Operation> subHistory = new ArrayList<>(operations);
    subHistory.addAll(cover.unknownGets());
    return neverOut && waiting
        ? Phrases.violation(ViolationKind.LOST, history, lost(get, cover), operations, subHistory)
        : Phrases.violation(
            ViolationKind.FALSE_EMPTY,
            history,
            falselyEmpty(history, get, cover),
            operations,
            subHistory);
  }

  private static String lost(Operation get, Occupancy.Cover cover) {
    List<Operation> lost = cover.unreturned();
    String although =
        " never came out, although a get that "
            + get.process()
            + " called later ("
            + Phrases.at(get.callNanos())
            + ") found the topic empty";
    if (cover.unknownGets().isEmpty()) {
      return lost.getFirst().value()
          + " was acknowledged "
          + Phrases.at(lost.getFirst().returnNanos())
          + " and"
          + although
          + ".";
    }
    return Phrases.count(lost.size(), "acknowledged message")
        + " ("
        + Phrases.values(lost)
        + ")"
        + although
        + "; only "
        + Phrases.count(cover.unknownGets().size(), "get")
        + " of unknown outcome had been called before it ended, too few to have taken them all.";
  }

  private static String falselyEmpty(TopicHistory history, Operation get, Occupancy.Cover cover) {
    StringBuilder text = new StringBuilder();
    text.append("a get by ")
        .append(get.process())
        .append(", ")
        .append(Phrases.fromTo(get.callNanos(), get.returnNanos()))
        .append(", found the topic empty, although at every moment of it a message was waiting:");
    String separator = " ";
    for (int put : cover.returned()) {
      Operation message = history.puts.get(put);
      text.append(separator)
          .append(message.value())
          .append(" ")
          .append(Phrases.fromTo(message.returnNanos(), history.gets[put].callNanos()));
      separator = ", ";
    }
    if (!cover.unreturned().isEmpty()) {
      text.append(separator)
          .append(Phrases.values(cover.unreturned()))
          .append(" from ")
          .append(Operation.millis(cover.unreturned().getFirst().returnNanos()))
          .append(" on");
      if (!cover.unknownGets().isEmpty()) {
        text.append(" (of which gets of unknown outcome can have taken ")
            .append(cover.unknownGets().size())
            .append(")");
      }
    }
    return text.append(".").toString();
  }
}
