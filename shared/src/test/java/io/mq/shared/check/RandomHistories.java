package io.mq.shared.check;

import io.mq.shared.history.Operation;
import io.mq.shared.history.OperationKind;
import io.mq.shared.history.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Small random histories of one topic. They start as the run of a true queue, each operation with
 * an interval around the instant at which it acts; some outcomes are then forgotten, and most
 * histories are broken somewhere, which may or may not make them wrong.
 */
final class RandomHistories {

  private static final double NEVER = Double.MAX_VALUE;

  /** An operation in the making, in real-valued time. */
  private static final class Draft {
    OperationKind kind;
    String value;
    Outcome outcome = Outcome.OK;
    boolean acts = true;
    double call;
    double end;
  }

  private final RandomGenerator random;
  private final int largest;
  private final boolean unique;

  /**
   * Draws from {@code random}.
   *
   * @param largest the most operations of a history
   * @param unique whether each put has a value of its own
   */
  RandomHistories(RandomGenerator random, int largest, boolean unique) {
    this.random = random;
    this.largest = largest;
    this.unique = unique;
  }

  /** The next history, its operations in the order of their calls. */
  List<Operation> next() {
    List<Draft> drafts = random.nextInt(4) == 0 ? noise() : run();
    int breaks = random.nextInt(5);
    for (int i = 0; i < breaks; i++) {
      breakSomething(drafts);
    }
    return operations(drafts);
  }

  /** Puts and gets of a true queue, each acting somewhere within its interval. */
  private List<Draft> run() {
    int count = random.nextInt(largest / 2, largest) + 1;
    double width = random.nextDouble() * random.nextInt(1, 4);
    double puts = 0.3 + 0.4 * random.nextDouble();
    double unknowns = random.nextBoolean() ? 0 : random.nextDouble() * 0.6;
    List<Draft> drafts = new ArrayList<>();
    Deque<String> queue = new ArrayDeque<>();
    for (int i = 0; i < count; i++) {
      Draft draft = new Draft();
      draft.kind = random.nextDouble() < puts ? OperationKind.ENQUEUE : OperationKind.DEQUEUE;
      draft.call = i - random.nextDouble() * width;
      draft.end = i + random.nextDouble() * width;
      if (random.nextDouble() < unknowns) {
        draft.outcome = Outcome.UNKNOWN;
        draft.end = NEVER;
        draft.acts = random.nextBoolean();
      } else if (random.nextInt(20) == 0) {
        draft.outcome = Outcome.FAIL;
        draft.acts = false;
      }
      act(draft, queue, i);
      drafts.add(draft);
    }
    return drafts;
  }

  /** Operations at random times with random results; mostly wrong, and in unforeseen ways. */
  private List<Draft> noise() {
    int count = random.nextInt(largest / 2, largest) + 1;
    List<Draft> drafts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Draft draft = new Draft();
      draft.kind = 2 * i < count ? OperationKind.ENQUEUE : OperationKind.DEQUEUE;
      double earliest = draft.kind == OperationKind.ENQUEUE ? 0 : count * random.nextDouble() / 2;
      draft.call = earliest + random.nextDouble() * count / 2;
      draft.end = draft.call + random.nextDouble() * count / 3;
      draft.value = "m" + (2 * i < count ? i : i - (count + 1) / 2);
      if (draft.kind == OperationKind.DEQUEUE && random.nextInt(3) == 0) {
        draft.value = null;
      }
      if (random.nextInt(5) == 0) {
        forget(draft);
      }
      drafts.add(draft);
    }
    return drafts;
  }

  private void act(Draft draft, Deque<String> queue, int number) {
    if (draft.kind == OperationKind.ENQUEUE) {
      draft.value = unique ? "m" + number : "m" + random.nextInt(3);
      if (draft.acts) {
        queue.addLast(draft.value);
      }
    } else {
      String taken = draft.acts ? queue.pollFirst() : null;
      draft.value = draft.outcome == Outcome.OK ? taken : null;
    }
  }

  private void breakSomething(List<Draft> drafts) {
    Draft any = drafts.get(random.nextInt(drafts.size()));
    Draft get = anyReturnedGet(drafts);
    Draft other = anyReturnedGet(drafts);
    switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> {
        String value = get.value;
        get.value = other.value;
        other.value = value;
      }
      case 4, 5 -> get.value = null;
      case 6 -> get.value = other.value;
      case 7 -> get.value = any.value;
      case 8 -> drafts.remove(drafts.size() > 1 ? any : null);
      case 9 -> move(any, random.nextGaussian() * 3);
      case 10 -> get.call -= random.nextDouble() * 3;
      default -> forget(any);
    }
  }

  /** A get of known outcome, or one of no history if there is none. */
  private Draft anyReturnedGet(List<Draft> drafts) {
    List<Draft> gets = drafts.stream().filter(RandomHistories::isReturnedGet).toList();
    return gets.isEmpty() ? new Draft() : gets.get(random.nextInt(gets.size()));
  }

  private static boolean isReturnedGet(Draft draft) {
    return draft.kind == OperationKind.DEQUEUE && draft.outcome == Outcome.OK;
  }

  private static void move(Draft draft, double by) {
    draft.call += by;
    draft.end = draft.end == NEVER ? NEVER : draft.end + by;
  }

  private static void forget(Draft draft) {
    draft.outcome = Outcome.UNKNOWN;
    draft.end = NEVER;
    draft.value = draft.kind == OperationKind.ENQUEUE ? draft.value : null;
  }

  /** Real-valued times become the ranks of events. */
  private static List<Operation> operations(List<Draft> drafts) {
    record Event(double time, Draft draft, boolean call) {}
    List<Event> events = new ArrayList<>();
    for (Draft draft : drafts) {
      events.add(new Event(draft.call, draft, true));
      if (draft.end != NEVER) {
        events.add(new Event(draft.end, draft, false));
      }
    }
    events.sort(Comparator.comparingDouble(Event::time).thenComparing(e -> !e.call()));
    List<Operation> operations = new ArrayList<>();
    for (int index = 0; index < events.size(); index++) {
      if (events.get(index).call()) {
        Draft draft = events.get(index).draft();
        long end = Operation.NEVER;
        for (int later = index + 1; later < events.size(); later++) {
          end = events.get(later).draft() == draft ? later : end;
        }
        operations.add(operation(operations.size(), draft, index, end));
      }
    }
    return operations;
  }

  private static Operation operation(int number, Draft draft, long call, long end) {
    return Histories.operation(
        number, "p" + number, draft.kind, draft.value, draft.outcome, call, end);
  }
}
