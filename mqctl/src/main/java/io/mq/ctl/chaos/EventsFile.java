package io.mq.ctl.chaos;

import io.mq.ctl.cluster.ClusterException;
import io.mq.shared.json.Json;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What the nodes told during a run, a JSON object on each line. Thread-safe. */
final class EventsFile implements Closeable {

  private final Path file;
  private final BufferedWriter out;
  private boolean closed;

  EventsFile(Path file) throws IOException {
    this.file = file;
    this.out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
  }

  synchronized void write(Map<String, Object> event) {
    if (closed) {
      return;
    }
    try {
      out.write(Json.write(event));
      out.write('\n');
    } catch (IOException e) {
      throw ClusterException.failed("cannot write " + file + ": " + e.getMessage() + ".");
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    out.close();
  }
}
