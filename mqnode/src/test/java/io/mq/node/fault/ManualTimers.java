package io.mq.node.fault;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Time that passes when a test says so. Wraps around, as {@link System#nanoTime} may. */
public final class ManualTimers implements Timers {

  private record Task(long atNanos, long number, Runnable action) {}

  private final List<Task> tasks = new ArrayList<>();
  private long nowNanos = Long.MAX_VALUE - TimeUnit.MILLISECONDS.toNanos(5);
  private long lastNumber;

  @Override
  public long nanoTime() {
    return nowNanos;
  }

  @Override
  public void after(long nanos, Runnable task) {
    lastNumber++;
    tasks.add(new Task(nowNanos + nanos, lastNumber, task));
  }

  /** Lets time pass, and runs what falls due at its own time. */
  void passMillis(long millis) {
    long end = nowNanos + TimeUnit.MILLISECONDS.toNanos(millis);
    while (true) {
      Task next =
          tasks.stream()
              .filter(task -> task.atNanos() - end <= 0)
              .min(
                  ((Comparator<Task>) (a, b) -> Long.signum(a.atNanos() - b.atNanos()))
                      .thenComparingLong(Task::number))
              .orElse(null);
      if (next == null) {
        nowNanos = end;
        return;
      }
      tasks.remove(next);
      nowNanos = next.atNanos() - nowNanos > 0 ? next.atNanos() : nowNanos;
      next.action().run();
    }
  }
}
