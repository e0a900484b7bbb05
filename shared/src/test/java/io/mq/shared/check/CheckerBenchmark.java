package io.mq.shared.check;

import io.mq.shared.history.History;
import io.mq.shared.history.HistoryHeader;
import io.mq.shared.history.HistoryReader;
import io.mq.shared.history.HistoryRecorder;
import io.mq.shared.history.HistoryWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A program that measures the checker: {@code write FILE OPERATIONS} simulates 32 clients with 1%
 * of unknown outcomes, {@code check FILE} reads and judges, with the times of both.
 */
final class CheckerBenchmark {

  private CheckerBenchmark() {}

  /** See the class. */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[1]);
    if (arguments[0].equals("write")) {
      write(file, Integer.parseInt(arguments[2]));
    } else {
      check(file);
    }
  }

  private static void write(Path file, int operations) throws IOException {
    try (HistoryWriter writer =
        new HistoryWriter(
            new BufferedOutputStream(Files.newOutputStream(file)), HistoryHeader.ofSeed(1))) {
      new SimulatedClients(new SplittableRandom(1), new HistoryRecorder(writer), 32, 0.01)
          .run(operations);
    }
  }

  private static void check(Path file) throws IOException {
    long start = System.nanoTime();
    History history = HistoryReader.read(file);
    long read = System.nanoTime();
    CheckReport report = new QueueChecker().check(history);
    long checked = System.nanoTime();
    System.out.printf(
        "read %d ms, checked %d ms: %s%n%s%n",
        (read - start) / 1_000_000,
        (checked - read) / 1_000_000,
        report.verdict().line(),
        report.accounting());
  }
}
