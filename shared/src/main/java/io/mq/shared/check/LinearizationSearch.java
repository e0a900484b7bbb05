package io.mq.shared.check;

import io.mq.shared.history.Operation;
import io.mq.shared.history.OperationKind;
import io.mq.shared.history.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for an order of a topic's operations that a queue could have followed, as Wing and Gong
 * (1993) do, and with Lowe's (2017) memory of states seen before. Exponential at worst, hence the
 * limits; it serves topics whose values are not unique. One instance serves one search.
 */
final class LinearizationSearch {

  /** What a search found. */
  enum Answer {
    LINEARIZABLE,
    NOT_LINEARIZABLE,
    GAVE_UP
  }

  private enum Step {
    PUT,
    GET,
    GET_NOTHING,
    GET_ANYTHING
  }

  private static final int END = -1;

  /** A remembered state, compared by content. */
  private static final class State {
    private final long[] words;

    State(long[] words) {
      this.words = words;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof State state && Arrays.equals(words, state.words);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(words);
    }
  }

  private final CheckSettings settings;
  private final Step[] steps;
  private final int[] values;
  private final boolean[] returns;

  // The events as a doubly linked list: 2i is the call of operation i, 2i+1 its return.
  private final int[] next;
  private final int[] previous;
  private int first = END;
  private int returnsLeft;

  // The queue: items[head..tail). What a get took stays below head, so that undoing is cheap.
  private final int[] items;
  private int head;
  private int tail;

  // Which operations are in the order so far, in the order of calls; words before firstGap are
  // full.
  private final long[] done;
  private int firstGap;

  // The order so far, and beside each step the highest operation up to there.
  private final int[] stack;
  private final int[] highest;
  private int depth;

  private final Set<State> seen = new HashSet<>();
  private long remembered;

  LinearizationSearch(TopicHistory history, CheckSettings settings) {
    this.settings = settings;
    List<Operation> operations = new ArrayList<>(seenPuts(history));
    operations.addAll(returnedGets(history));
    operations.addAll(history.empties);
    operations.addAll(history.unknownGets);
    operations.sort(Comparator.comparingLong(Operation::callIndex));
    int count = operations.size();
    steps = operations.stream().map(LinearizationSearch::step).toArray(Step[]::new);
    values = numbered(operations);
    returns = new boolean[count];
    next = new int[2 * count];
    previous = new int[2 * count];
    items = new int[count];
    done = new long[count / Long.SIZE + 1];
    stack = new int[count];
    highest = new int[count];
    link(operations);
  }

  private static Step step(Operation operation) {
    if (operation.kind() == OperationKind.ENQUEUE) {
      return Step.PUT;
    }
    if (operation.outcome() == Outcome.UNKNOWN) {
      return Step.GET_ANYTHING;
    }
    return operation.foundEmpty() ? Step.GET_NOTHING : Step.GET;
  }

  /** A put of unknown outcome whose value nobody saw cannot help: it stays out. */
  private static List<Operation> seenPuts(TopicHistory history) {
    Set<String> returned = new HashSet<>();
    returnedGets(history).forEach(get -> returned.add(get.value()));
    return history.puts.stream()
        .filter(put -> put.returnIndex() != Operation.NEVER || returned.contains(put.value()))
        .toList();
  }

  private static List<Operation> returnedGets(TopicHistory history) {
    List<Operation> gets = new ArrayList<>(history.phantoms);
    gets.addAll(history.duplicates);
    Arrays.stream(history.gets).filter(get -> get != null).forEach(gets::add);
    return gets;
  }

  private static int[] numbered(List<Operation> operations) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] values = new int[operations.size()];
    for (int i = 0; i < values.length; i++) {
      String value = operations.get(i).value();
      values[i] = value == null ? END : numbers.computeIfAbsent(value, v -> numbers.size());
    }
    return values;
  }

  private void link(List<Operation> operations) {
    record Event(long index, int entry) {}
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < operations.size(); i++) {
      events.add(new Event(operations.get(i).callIndex(), 2 * i));
      if (operations.get(i).returnIndex() != Operation.NEVER) {
        events.add(new Event(operations.get(i).returnIndex(), 2 * i + 1));
        returns[i] = true;
        returnsLeft++;
      }
    }
    events.sort((a, b) -> Long.compare(a.index(), b.index()));
    Arrays.fill(next, END);
    Arrays.fill(previous, END);
    int last = END;
    for (Event event : events) {
      previous[event.entry()] = last;
      if (last == END) {
        first = event.entry();
      } else {
        next[last] = event.entry();
      }
      last = event.entry();
    }
  }

  /** Searches; call once. */
  Answer run() {
    long stepsLeft = settings.searchSteps();
    int entry = first;
    while (returnsLeft > 0) {
      if (stepsLeft-- == 0 || remembered > settings.searchMemory()) {
        return Answer.GAVE_UP;
      }
      boolean isCall = entry % 2 == 0;
      if (isCall && canTake(entry / 2)) {
        entry = first;
      } else if (isCall) {
        entry = next[entry];
      } else if (depth == 0) {
        return Answer.NOT_LINEARIZABLE;
      } else {
        entry = next[takeBack()];
      }
    }
    return Answer.LINEARIZABLE;
  }

  /** Puts the operation next in the order, unless a queue cannot or has been there before. */
  private boolean canTake(int operation) {
    int value = values[operation];
    boolean possible =
        switch (steps[operation]) {
          case PUT -> true;
          case GET -> head < tail && items[head] == value;
          case GET_NOTHING -> head == tail;
          // One that found nothing, or never happened, is simply left out of the order.
          case GET_ANYTHING -> head < tail;
        };
    if (!possible) {
      return false;
    }
    act(operation, 1);
    int top = depth == 0 ? operation : Math.max(operation, highest[depth - 1]);
    if (!remember(top)) {
      act(operation, -1);
      return false;
    }
    highest[depth] = top;
    stack[depth++] = operation;
    unlink(2 * operation);
    if (returns[operation]) {
      unlink(2 * operation + 1);
      returnsLeft--;
    }
    return true;
  }

  /** Undoes the last step and returns its call's entry. */
  private int takeBack() {
    int operation = stack[--depth];
    act(operation, -1);
    if (returns[operation]) {
      relink(2 * operation + 1);
      returnsLeft++;
    }
    relink(2 * operation);
    return 2 * operation;
  }

  private void act(int operation, int direction) {
    done[operation / Long.SIZE] ^= 1L << operation;
    firstGap = Math.min(firstGap, operation / Long.SIZE);
    switch (steps[operation]) {
      case PUT -> {
        if (direction > 0) {
          items[tail] = values[operation];
        }
        tail += direction;
      }
      case GET, GET_ANYTHING -> head += direction;
      case GET_NOTHING -> {
        // The queue stays as it is.
      }
    }
  }

  /** Whether this state is new. Only the words that are neither full nor untouched are kept. */
  private boolean remember(int top) {
    while (done[firstGap] == -1L) {
      firstGap++;
    }
    int window = Math.max(0, top / Long.SIZE + 1 - firstGap);
    int length = tail - head;
    long[] words = new long[1 + window + (length + 1) / 2];
    words[0] = (long) firstGap << Integer.SIZE | window;
    System.arraycopy(done, firstGap, words, 1, window);
    for (int i = 0; i < length; i++) {
      words[1 + window + i / 2] |= (items[head + i] + 1L) << (i % 2 * Integer.SIZE);
    }
    boolean added = seen.add(new State(words));
    if (added) {
      remembered += words.length + 4;
    }
    return added;
  }

  private void unlink(int entry) {
    if (previous[entry] == END) {
      first = next[entry];
    } else {
      next[previous[entry]] = next[entry];
    }
    if (next[entry] != END) {
      previous[next[entry]] = previous[entry];
    }
  }

  private void relink(int entry) {
    if (previous[entry] == END) {
      first = entry;
    } else {
      next[previous[entry]] = entry;
    }
    if (next[entry] != END) {
      previous[next[entry]] = entry;
    }
  }
}
