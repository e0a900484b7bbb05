package io.mq.ctl.script;

import io.mq.shared.json.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Records what a terminal shows, in the form that asciinema plays (version 2): a header, then a
 * line {@code [seconds, "o", text]} for each piece of output. Thread-safe.
 */
public final class Recording implements AutoCloseable {

  private final Writer file;
  private final long startNanos = System.nanoTime();

  /**
   * Begins a recording.
   *
   * @param columns how wide the terminal is
   * @param rows how high it is
   */
  public Recording(Path file, String title, int columns, int rows) throws IOException {
    this.file = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("version", 2);
    header.put("width", columns);
    header.put("height", rows);
    header.put("timestamp", Instant.now().getEpochSecond());
    header.put("title", title);
    line(header);
  }

  /** Whatever is printed there goes to {@code shown} and into the recording. */
  public PrintWriter recorded(PrintWriter shown) {
    return new PrintWriter(new BufferedWriter(new Tee(shown)));
  }

  private synchronized void output(String text) throws IOException {
    double seconds =
        TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startNanos)
            / (double) TimeUnit.SECONDS.toMicros(1);
    line(List.of(seconds, "o", text.replace("\n", "\r\n")));
  }

  private void line(Object json) throws IOException {
    file.write(Json.write(json));
    file.write('\n');
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }

  private final class Tee extends Writer {
    private final PrintWriter shown;

    Tee(PrintWriter shown) {
      this.shown = shown;
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
      shown.write(characters, offset, length);
      output(new String(characters, offset, length));
    }

    @Override
    public void flush() {
      shown.flush();
    }

    /** What it stands for is not its own to close. */
    @Override
    public void close() {
      shown.flush();
    }
  }
}
