package io.mq.shared.check;

import io.mq.shared.history.Operation;
import java.util.List;
import java.util.Optional;

/** Condition 3 for values that both came out. */
final class ReorderedCondition implements Condition {

  @Override
  public Optional<Violation> find(TopicHistory history) {
    Overtaking overtaking = new Overtaking(history);
    for (int u = 0; u < history.puts.size(); u++) {
      if (history.gets[u] != null && overtaking.deadline(u) < history.getCall[u]) {
        return Optional.of(explain(history, u, overtaking.overtaker(u)));
      }
    }
    return Optional.empty();
  }

  private static Violation explain(TopicHistory history, int u, int v) {
    Operation put = history.puts.get(u);
    Operation get = history.gets[u];
    Operation laterPut = history.puts.get(v);
    Operation laterGet = history.gets[v];
    return Phrases.violation(
        ViolationKind.REORDERED,
        history,
        put.value()
            + " was acknowledged "
            + Phrases.at(put.returnNanos())
            + " and "
            + laterPut.value()
            + " put only after that ("
            + Phrases.at(laterPut.callNanos())
            + "), but "
            + laterPut.value()
            + " came out first: its get ended "
            + Phrases.at(laterGet.returnNanos())
            + ", before the get that returned "
            + put.value()
            + " was called "
            + Phrases.at(get.callNanos())
            + ".",
        List.of(put, get, laterPut, laterGet));
  }
}
