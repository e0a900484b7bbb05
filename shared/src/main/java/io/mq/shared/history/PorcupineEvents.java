package io.mq.shared.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a history as a JSON array of the events that the checker Porcupine takes: {@code
 * ClientId}, {@code Kind} (false for a call, true for a return), {@code Value}, {@code Id}.
 * Porcupine knows neither refusals nor missing returns: operations that certainly did not happen
 * are left out, and those of unknown outcome return after everything else with {@code
 * {"unknown":true}}, so that a model may accept any effect of theirs, none included.
 */
public final class PorcupineEvents {

  private record Event(long index, Operation operation, boolean isReturn) {}

  private PorcupineEvents() {}

  /** Writes the operations of all topics; {@code out} stays open. */
  public static void write(History history, Writer out) throws IOException {
    Map<String, Integer> clients = new HashMap<>();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartArray();
      json.writeRaw('\n');
      for (Event event : events(history)) {
        json.writeStartObject();
        String process = event.operation().process();
        json.writeNumberField("ClientId", clients.computeIfAbsent(process, name -> clients.size()));
        json.writeBooleanField("Kind", event.isReturn());
        json.writeObjectFieldStart("Value");
        if (event.isReturn()) {
          output(event.operation(), json);
        } else {
          input(event.operation(), json);
        }
        json.writeEndObject();
        json.writeNumberField("Id", event.operation().op());
        json.writeEndObject();
        json.writeRaw('\n');
      }
      json.writeEndArray();
      json.writeRaw('\n');
    }
  }

  private static List<Event> events(History history) {
    List<Event> events = new ArrayList<>();
    for (Operation operation : history.operations()) {
      if (operation.outcome() != Outcome.FAIL) {
        events.add(new Event(operation.callIndex(), operation, false));
        events.add(new Event(operation.returnIndex(), operation, true));
      }
    }
    events.sort(Comparator.comparingLong(Event::index));
    return events;
  }

  private static void input(Operation operation, JsonGenerator json) throws IOException {
    json.writeStringField("f", operation.kind().wireName());
    json.writeStringField("topic", operation.topic());
    if (operation.kind() == OperationKind.ENQUEUE) {
      json.writeStringField("value", operation.value());
    }
  }

  private static void output(Operation operation, JsonGenerator json) throws IOException {
    if (operation.outcome() == Outcome.UNKNOWN) {
      json.writeBooleanField("unknown", true);
    } else if (operation.kind() == OperationKind.DEQUEUE) {
      json.writeStringField("value", operation.value());
    }
  }
}
