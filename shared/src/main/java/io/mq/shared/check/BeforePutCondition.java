package io.mq.shared.check;

import io.mq.shared.history.Operation;
import java.util.List;
import java.util.Optional;

/** Condition 1, second half: d_r(v) &lt; e_i(v). */
final class BeforePutCondition implements Condition {

  @Override
  public Optional<Violation> find(TopicHistory history) {
    for (int v = 0; v < history.puts.size(); v++) {
      if (history.getReturn[v] < history.putCall[v]) {
        Operation put = history.puts.get(v);
        Operation get = history.gets[v];
        return Optional.of(
            Phrases.violation(
                ViolationKind.BEFORE_PUT,
                history,
                put.value()
                    + " came out "
                    + Phrases.at(get.returnNanos())
                    + ", before its put was even called "
                    + Phrases.at(put.callNanos())
                    + ".",
                List.of(put, get)));
      }
    }
    return Optional.empty();
  }
}
