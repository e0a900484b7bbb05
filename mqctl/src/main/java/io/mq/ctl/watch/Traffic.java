package io.mq.ctl.watch;

import java.util.List;

/**
 * How fast messages come and go, over the last minute. Immutable.
 *
 * @param puts per second, one figure for each second, the last one last
 * @param gets in the same way
 */
record Traffic(List<Double> puts, List<Double> gets) {

  static final Traffic NONE = new Traffic(List.of(), List.of());

  Traffic {
    puts = List.copyOf(puts);
    gets = List.copyOf(gets);
  }

  static double last(List<Double> rates) {
    return rates.isEmpty() ? 0 : rates.getLast();
  }
}
