package io.mq.ctl.check;

import io.mq.shared.history.HistoryHeader;
import io.mq.shared.history.HistoryRecorder;
import io.mq.shared.history.HistoryWriter;
import io.mq.shared.history.OperationKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Histories as a run leaves them, for tests of what reads them. */
public final class HistoryFiles {

  private static final long MILLI = 1_000_000;

  private HistoryFiles() {}

  /** A message put and taken: nothing wrong. */
  public static Path right(Path folder) throws IOException {
    Path file = folder.resolve("right.jsonl");
    try (HistoryWriter writer = writer(file)) {
      HistoryRecorder recorder = new HistoryRecorder(writer);
      put(recorder, 1, "m1");
      get(recorder, 3, "m1");
      get(recorder, 5, null);
    }
    return file;
  }

  /** A message lost while a node was isolated. */
  public static Path lost(Path folder) throws IOException {
    Path file = folder.resolve("lost.jsonl");
    try (HistoryWriter writer = writer(file)) {
      HistoryRecorder recorder = new HistoryRecorder(writer);
      long fault = recorder.beginFault(0, "isolate", "for 2s", "n1");
      put(recorder, 1, "m1");
      recorder.endFault(2 * MILLI, fault, "isolate", "lifted", "n1");
      put(recorder, 3, "m2");
      get(recorder, 5, "m2");
    }
    return file;
  }

  /** A put that nobody heard of again: nothing to judge. */
  public static Path silent(Path folder) throws IOException {
    Path file = folder.resolve("silent.jsonl");
    try (HistoryWriter writer = writer(file)) {
      new HistoryRecorder(writer).invoke(MILLI, "c1", OperationKind.ENQUEUE, "orders", "m1");
    }
    return file;
  }

  private static HistoryWriter writer(Path file) throws IOException {
    return new HistoryWriter(Files.newOutputStream(file), HistoryHeader.ofSeed(7));
  }

  private static void put(HistoryRecorder recorder, long milli, String value) {
    long op = recorder.invoke(milli * MILLI, "c1", OperationKind.ENQUEUE, "orders", value);
    recorder.ok((milli + 1) * MILLI, op, null, "n1", 201);
  }

  private static void get(HistoryRecorder recorder, long milli, String value) {
    long op = recorder.invoke(milli * MILLI, "c2", OperationKind.DEQUEUE, "orders", null);
    recorder.ok((milli + 1) * MILLI, op, value, "n2", value == null ? 404 : 200);
  }
}
