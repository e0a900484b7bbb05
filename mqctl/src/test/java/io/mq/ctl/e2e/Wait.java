package io.mq.ctl.e2e;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions, never for luck: each wait has a deadline and says what it waited for. */
final class Wait {

  private static final long STEP_MILLIS = 10;

  private Wait() {}

  static void until(String what, Duration most, BooleanSupplier condition)
      throws InterruptedException {
    value(what, most, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  static <T> T value(String what, Duration most, Supplier<Optional<T>> source)
      throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    while (true) {
      Optional<T> value = source.get();
      if (value.isPresent()) {
        return value.get();
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + most.toMillis() + " ms: " + what);
      }
      Thread.sleep(STEP_MILLIS);
    }
  }
}
