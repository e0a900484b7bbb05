package io.mq.ctl.script;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/**
 * Commands of a script that run beside it. What each prints is kept until it is waited for, so that
 * it does not fall into the middle of something else. Used by one thread.
 */
final class Background {

  /** The most that run at once. */
  private static final int MOST = 16;

  private static final long CANCEL_SECONDS = 5;

  private static final class Task {
    final String text;
    final StringWriter printed = new StringWriter();
    final Thread thread;
    private volatile String trouble = "";

    Task(String text, ToIntFunction<PrintWriter> work) {
      this.text = text;
      this.thread = Thread.ofPlatform().daemon().name("background").start(() -> run(work));
    }

    private void run(ToIntFunction<PrintWriter> work) {
      try (PrintWriter out = new PrintWriter(printed)) {
        int exitCode = work.applyAsInt(out);
        if (exitCode != 0) {
          trouble = "exit code " + exitCode;
        }
      } catch (ScriptException e) {
        trouble = e.getMessage();
      }
    }
  }

  private final List<Task> tasks = new ArrayList<>();

  /** Starts one; {@code work} prints to the writer it is given and returns an exit code. */
  void start(String text, ToIntFunction<PrintWriter> work) {
    if (tasks.size() == MOST) {
      throw new ScriptException(
          "at most " + MOST + " commands run in the background; wait background ends them first");
    }
    tasks.add(new Task(text, work));
  }

  /**
   * Waits for all of them, and prints what they printed.
   *
   * @throws ScriptException if one has failed, or still runs after that time
   */
  void await(long millis, PrintWriter out) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!tasks.isEmpty()) {
      Task task = tasks.getFirst();
      try {
        long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
        task.thread.join(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ScriptException("interrupted");
      }
      if (task.thread.isAlive()) {
        throw new ScriptException(
            "expected background \"" + task.text + "\" to end within " + millis + " ms");
      }
      tasks.removeFirst();
      out.print(task.printed);
      out.flush();
      if (!task.trouble.isEmpty()) {
        throw new ScriptException(
            "expected background \"" + task.text + "\" to succeed, got " + task.trouble);
      }
    }
  }

  /** Interrupts those that still run. */
  void cancel() {
    tasks.forEach(task -> task.thread.interrupt());
    for (Task task : tasks) {
      try {
        task.thread.join(TimeUnit.SECONDS.toMillis(CANCEL_SECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    tasks.clear();
  }
}
