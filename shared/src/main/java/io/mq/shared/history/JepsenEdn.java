package io.mq.shared.history;

import io.mq.shared.history.HistoryEvent.FaultEvent;
import io.mq.shared.history.HistoryEvent.OperationEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a history as Jepsen does: an EDN map a line, one for each event. Jepsen numbers its
 * processes, so they are numbered here in the order in which they first appear. For one thread.
 */
public final class JepsenEdn {

  private final Map<String, Integer> processes = new HashMap<>();
  private final Appendable out;

  private JepsenEdn(Appendable out) {
    this.out = out;
  }

  /** Writes all that is left in {@code events}. */
  public static void write(HistoryReader events, Appendable out) throws IOException {
    JepsenEdn edn = new JepsenEdn(out);
    for (Optional<HistoryEvent> event = events.next(); event.isPresent(); event = events.next()) {
      edn.write(event.get());
    }
  }

  private void write(HistoryEvent event) throws IOException {
    out.append("{:index ").append(Long.toString(event.index()));
    out.append(", :time ").append(Long.toString(event.timeNanos()));
    switch (event) {
      case OperationEvent operation -> write(operation);
      case FaultEvent fault -> write(fault);
    }
    out.append("}\n");
  }

  private void write(OperationEvent event) throws IOException {
    int process = processes.computeIfAbsent(event.process(), name -> processes.size());
    out.append(", :process ").append(Integer.toString(process));
    out.append(", :type :").append(event.type().wireName());
    out.append(", :f :").append(event.kind().wireName());
    text(":value", event.value());
    text(":topic", event.topic());
    textUnlessNull(":node", event.node());
    textUnlessNull(":error", event.error());
  }

  private void write(FaultEvent event) throws IOException {
    out.append(", :process :nemesis, :type :info");
    // An action may hold characters that a keyword cannot.
    text(":f", event.action());
    text(":value", event.detail());
    textUnlessNull(":node", event.node());
  }

  private void textUnlessNull(String key, String value) throws IOException {
    if (value != null) {
      text(key, value);
    }
  }

  private void text(String key, String value) throws IOException {
    out.append(", ").append(key).append(' ');
    if (value == null) {
      out.append("nil");
      return;
    }
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      character(value.charAt(i));
    }
    out.append('"');
  }

  private void character(char c) throws IOException {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c < ' ') {
          out.append(String.format("\\u%04x", (int) c));
        } else {
          out.append(c);
        }
      }
    }
  }
}
