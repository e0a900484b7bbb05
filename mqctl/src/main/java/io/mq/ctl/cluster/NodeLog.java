package io.mq.ctl.cluster;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What a node printed. */
public final class NodeLog {

  private static final int MAX_TAIL_BYTES = 256 * 1024;
  private static final long POLL_MILLIS = 100;

  private final Path file;

  /** The log in that file, which need not exist. */
  public NodeLog(Path file) {
    this.file = file;
  }

  /** How long it is now, in bytes. */
  public long size() {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** The last lines of what was printed behind {@code offset}, at most {@code count}. */
  public List<String> tail(long offset, int count) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long start = Math.max(offset, in.length() - MAX_TAIL_BYTES);
      in.seek(start);
      byte[] bytes = new byte[(int) Math.max(0, in.length() - start)];
      in.readFully(bytes);
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - count), lines.size());
    } catch (IOException e) {
      throw ClusterException.failed("cannot read " + file + ": " + e.getMessage() + ".");
    }
  }

  /** Passes on what is printed from {@code offset} on, in whole lines, until {@code stop}. */
  public void follow(long offset, Consumer<String> text, BooleanSupplier stop) {
    long at = offset;
    while (!stop.getAsBoolean()) {
      if (size() > at) {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
          in.seek(at);
          byte[] bytes = new byte[(int) Math.min(MAX_TAIL_BYTES, in.length() - at)];
          in.readFully(bytes);
          int whole = wholeLines(bytes);
          at += whole;
          text.accept(new String(bytes, 0, whole, StandardCharsets.UTF_8));
          if (whole == 0) {
            Waiting.pause(POLL_MILLIS);
          }
        } catch (IOException e) {
          throw ClusterException.failed("cannot read " + file + ": " + e.getMessage() + ".");
        }
      } else {
        Waiting.pause(POLL_MILLIS);
      }
    }
  }

  /** How many of the bytes belong to lines that have ended; all of them if there are too many. */
  private static int wholeLines(byte[] bytes) {
    for (int length = bytes.length; length > 0; length--) {
      if (bytes[length - 1] == '\n') {
        return length;
      }
    }
    return bytes.length == MAX_TAIL_BYTES ? bytes.length : 0;
  }
}
