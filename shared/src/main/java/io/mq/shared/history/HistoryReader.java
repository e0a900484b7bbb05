package io.mq.shared.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.mq.shared.history.HistoryEvent.FaultEvent;
import io.mq.shared.history.HistoryEvent.OperationEvent;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads a history file event by event. A last line that breaks off, as it does when the writer was
 * killed, ends the history and sets {@link #truncated}. For one thread.
 */
public final class HistoryReader implements Closeable {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamReadFeature.AUTO_CLOSE_SOURCE).build();

  /** Names (processes, topics, nodes) repeat on every line; one String each is enough. */
  private static final int NAMES_LIMIT = 100_000;

  private final InputStream in;
  private final String name;
  private final JsonParser parser;
  private final HistoryHeader header;
  private final Map<String, String> names = new HashMap<>();
  private boolean truncated;

  private long index;
  private long time;
  private long op;
  private int status;
  private String process;
  private String type;
  private String function;
  private String topic;
  private String value;
  private String node;
  private String error;

  /**
   * Reads the header.
   *
   * @param name what to call the source in errors
   * @throws HistoryFormatException if the first line is no header of a known version
   */
  public HistoryReader(InputStream in, String name) throws IOException {
    this.in = in;
    this.name = name;
    this.parser = FACTORY.createParser(in);
    this.header = readHeader();
  }

  /**
   * Reads a whole file.
   *
   * @throws HistoryFormatException if it is not a history; other {@link IOException}s as they come
   */
  public static History read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        HistoryReader reader = new HistoryReader(in, file.toString())) {
      return reader.readAll();
    }
  }

  /** Pairs all remaining events into a history. */
  public History readAll() throws IOException {
    HistoryBuilder builder = new HistoryBuilder(header);
    for (Optional<HistoryEvent> event = next(); event.isPresent(); event = next()) {
      try {
        builder.accept(event.get());
      } catch (IllegalArgumentException e) {
        throw fault(e.getMessage());
      }
    }
    return builder.build(truncated);
  }

  /** The file's first line. */
  public HistoryHeader header() {
    return header;
  }

  /** Whether the file ended in the middle of a line; meaningful once {@link #next} is empty. */
  public boolean truncated() {
    return truncated;
  }

  /**
   * The next event, empty at the end.
   *
   * @throws HistoryFormatException if the line is not an event
   */
  public Optional<HistoryEvent> next() throws IOException {
    if (truncated) {
      return Optional.empty();
    }
    try {
      JsonToken token = parser.nextToken();
      if (token == null) {
        return Optional.empty();
      }
      if (token != JsonToken.START_OBJECT) {
        throw fault("expected one JSON object a line, got " + token);
      }
      readFields();
    } catch (JsonProcessingException e) {
      if (atEndOfInput()) {
        truncated = true;
        return Optional.empty();
      }
      throw new HistoryFormatException(
          at(e.getLocation().getLineNr()) + "not JSON: " + e.getOriginalMessage(), e);
    }
    return Optional.of(HistoryEvent.NEMESIS.equals(process) ? faultEvent() : operationEvent());
  }

  private boolean atEndOfInput() throws IOException {
    return parser.releaseBuffered(OutputStream.nullOutputStream()) <= 0 && in.read() < 0;
  }

  private HistoryHeader readHeader() throws IOException {
    int version = 0;
    String workload = "queue";
    String clock = "ns";
    OptionalLong seed = OptionalLong.empty();
    try {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new HistoryFormatException(
            at(1) + "expected a header such as {\"history\":1,\"workload\":\"queue\"}");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        switch (field) {
          case "history" -> version = (int) number(field);
          case "workload" -> workload = parser.getValueAsString("queue");
          case "clock" -> clock = parser.getValueAsString("ns");
          case "seed" -> {
            if (parser.currentToken() != JsonToken.VALUE_NULL) {
              seed = OptionalLong.of(number(field));
            }
          }
          default -> parser.skipChildren();
        }
      }
    } catch (JsonProcessingException e) {
      throw new HistoryFormatException(at(1) + "not JSON: " + e.getOriginalMessage(), e);
    }
    if (version != HistoryHeader.VERSION) {
      throw new HistoryFormatException(
          at(1) + "expected a header with \"history\":1, got " + version);
    }
    return new HistoryHeader(version, workload, seed, clock);
  }

  private void readFields() throws IOException {
    index = -1;
    time = 0;
    op = -1;
    status = 0;
    process = null;
    type = null;
    function = null;
    topic = null;
    value = null;
    node = null;
    error = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "index" -> index = number(field);
        case "time" -> time = number(field);
        case "op" -> op = number(field);
        case "status" -> status = (int) number(field);
        case "process" -> process = shared(text(field));
        case "type" -> type = text(field);
        case "f" -> function = text(field);
        case "topic" -> topic = shared(text(field));
        case "value" -> value = text(field);
        case "node" -> node = shared(text(field));
        case "error" -> error = shared(text(field));
        default -> parser.skipChildren();
      }
    }
  }

  private FaultEvent faultEvent() throws IOException {
    require(index >= 0 && function != null, "a fault needs index and f");
    return new FaultEvent(index, time, op, function, value, node);
  }

  private OperationEvent operationEvent() throws IOException {
    require(
        index >= 0
            && op >= 0
            && process != null
            && type != null
            && function != null
            && topic != null,
        "an event needs index, process, op, type, f and topic");
    try {
      return new OperationEvent(
          index,
          time,
          process,
          op,
          EventType.ofWireName(type),
          OperationKind.ofWireName(function),
          topic,
          value,
          node,
          status,
          error);
    } catch (IllegalArgumentException e) {
      throw fault(e.getMessage());
    }
  }

  private long number(String field) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return -1;
    }
    require(token == JsonToken.VALUE_NUMBER_INT, field + " must be a whole number");
    return parser.getLongValue();
  }

  /** Numbers are taken as their text, for other tools write a process as a number. */
  private String text(String field) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    require(token.isScalarValue(), field + " must be a text");
    return parser.getText();
  }

  private String shared(String text) {
    if (text == null || names.size() >= NAMES_LIMIT) {
      return text;
    }
    String known = names.putIfAbsent(text, text);
    return known == null ? text : known;
  }

  private void require(boolean condition, String expectation) throws HistoryFormatException {
    if (!condition) {
      throw fault(expectation);
    }
  }

  private HistoryFormatException fault(String message) {
    return new HistoryFormatException(at(parser.currentLocation().getLineNr()) + message);
  }

  private String at(long line) {
    return name + ":" + line + ": ";
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
