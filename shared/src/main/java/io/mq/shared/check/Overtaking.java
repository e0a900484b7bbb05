package io.mq.shared.check;

/**
 * For every put u the put v that overtakes it first: of all v called after u was acknowledged, the
 * one whose get returned first. Its return is D(u) in the package's words.
 */
final class Overtaking {

  /** No put that came out was called after this one was acknowledged. */
  static final int NOBODY = -1;

  private final TopicHistory history;

  /** By put, the one of it and all later puts whose get returned first, or {@link #NOBODY}. */
  private final int[] firstOutFrom;

  Overtaking(TopicHistory history) {
    this.history = history;
    int puts = history.puts.size();
    firstOutFrom = new int[puts + 1];
    firstOutFrom[puts] = NOBODY;
    for (int v = puts - 1; v >= 0; v--) {
      int later = firstOutFrom[v + 1];
      firstOutFrom[v] = history.getReturn[v] < deadlineOf(later) ? v : later;
    }
  }

  /** The put that overtakes this one first, or {@link #NOBODY}. */
  int overtaker(int u) {
    int returned = history.putReturn[u];
    return returned == TopicHistory.NEVER
        ? NOBODY
        : firstOutFrom[history.firstPutCalledAfter(returned)];
  }

  /** D(u): the position by which this put's value must have begun to come out. */
  int deadline(int u) {
    return deadlineOf(overtaker(u));
  }

  private int deadlineOf(int overtaker) {
    return overtaker == NOBODY ? TopicHistory.NEVER : history.getReturn[overtaker];
  }
}
