package io.mq.node.sim;

import java.util.Locale;
import java.util.function.Supplier;

/** Takes one line for each thing that happens. */
interface Trace {

  /** Takes nothing. */
  Trace NONE =
      new Trace() {
        @Override
        public boolean isOn() {
          return false;
        }

        @Override
        public void line(String line) {}
      };

  /** Whether lines are wanted at all. */
  boolean isOn();

  /** Takes a line. */
  void line(String line);

  /** Takes a line about {@code who}, made only if lines are wanted. */
  default void line(long nowNanos, Object who, Supplier<String> what) {
    if (isOn()) {
      line(String.format(Locale.ROOT, "%12.6f %-3s %s", nowNanos / 1e9, who, what.get()));
    }
  }
}
