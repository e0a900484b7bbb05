package io.mq.shared.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.mq.shared.history.HistoryEvent.FaultEvent;
import io.mq.shared.history.HistoryEvent.OperationEvent;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/**
 * Writes a history as JSON Lines. As a {@link Consumer} it serves as a {@link HistoryRecorder}'s
 * sink. For one thread at a time, which a recorder's lock grants.
 */
public final class HistoryWriter implements Consumer<HistoryEvent>, Closeable {

  private final JsonGenerator json;

  /** Writes the header. Closing the writer closes {@code out}; what is buffered is bounded. */
  public HistoryWriter(OutputStream out, HistoryHeader header) throws IOException {
    json = new JsonFactory().createGenerator(out);
    json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    json.writeStartObject();
    json.writeNumberField("history", header.version());
    json.writeStringField("workload", header.workload());
    if (header.seed().isPresent()) {
      json.writeNumberField("seed", header.seed().getAsLong());
    }
    json.writeStringField("clock", header.clock());
    json.writeEndObject();
  }

  /**
   * Writes one event.
   *
   * @throws UncheckedIOException if the stream cannot take it
   */
  @Override
  public void accept(HistoryEvent event) {
    try {
      switch (event) {
        case OperationEvent operation -> write(operation);
        case FaultEvent fault -> write(fault);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the history: " + e.getMessage(), e);
    }
  }

  private void write(OperationEvent event) throws IOException {
    start(event, event.process(), event.type());
    json.writeStringField("f", event.kind().wireName());
    json.writeStringField("topic", event.topic());
    json.writeStringField("value", event.value());
    writeUnlessNull("node", event.node());
    if (event.status() != 0) {
      json.writeNumberField("status", event.status());
    }
    writeUnlessNull("error", event.error());
    json.writeEndObject();
  }

  private void write(FaultEvent event) throws IOException {
    start(event, HistoryEvent.NEMESIS, EventType.INFO);
    json.writeStringField("f", event.action());
    writeUnlessNull("value", event.detail());
    writeUnlessNull("node", event.node());
    json.writeEndObject();
  }

  private void start(HistoryEvent event, String process, EventType type) throws IOException {
    json.writeStartObject();
    json.writeNumberField("index", event.index());
    json.writeNumberField("time", event.timeNanos());
    json.writeStringField("process", process);
    if (event.op() >= 0) {
      json.writeNumberField("op", event.op());
    }
    json.writeStringField("type", type.wireName());
  }

  private void writeUnlessNull(String field, String value) throws IOException {
    if (value != null) {
      json.writeStringField(field, value);
    }
  }

  /** Hands everything written so far to the stream. */
  public void flush() throws IOException {
    json.flush();
  }

  @Override
  public void close() throws IOException {
    if (!json.isClosed()) {
      json.writeRaw('\n');
    }
    json.close();
  }
}
