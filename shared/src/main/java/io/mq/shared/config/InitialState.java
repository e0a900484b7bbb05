package io.mq.shared.config;

import io.mq.shared.json.Json;
import io.mq.shared.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a node's log holds before the node runs for the first time, for scenes such as those of the
 * Raft paper's figures 7 and 8. Immutable.
 *
 * @param term the latest term that the node has seen, not below that of its last entry
 * @param log from index 1 on; terms never fall
 */
public record InitialState(long term, List<Entry> log) {

  /** The most entries. */
  public static final int MAX_ENTRIES = 10_000;

  /** The highest term. */
  public static final int MAX_TERM = 1_000_000;

  private static final String TERM = "term";
  private static final String LOG = "log";
  private static final String CREATE = "create";
  private static final String PUT = "put";
  private static final String MESSAGE = "message";

  /**
   * One entry: nothing but its term, a topic's creation, or a message put into it.
   *
   * @param message only with a topic
   */
  public record Entry(long term, Optional<String> topic, Optional<String> message) {

    /** An entry that does nothing, as a new leader appends one. */
    public static Entry ofTerm(long term) {
      return new Entry(term, Optional.empty(), Optional.empty());
    }
  }

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException with one sentence if no Raft node can have come to that
   */
  public InitialState {
    log = List.copyOf(log);
    if (log.size() > MAX_ENTRIES) {
      throw new IllegalArgumentException("at most " + MAX_ENTRIES + " entries were expected");
    }
    long before = 1;
    for (Entry entry : log) {
      if (entry.term() < before) {
        throw new IllegalArgumentException(
            "terms that never fall were expected, from 1 on; got "
                + entry.term()
                + " behind "
                + before);
      }
      before = entry.term();
    }
    if (term < before) {
      throw new IllegalArgumentException(
          "a term not below that of the last entry, " + before + ", was expected; got " + term);
    }
  }

  /** As JSON. */
  public String write() {
    return Json.writePretty(fields()) + "\n";
  }

  /** As it stands in files. */
  public Map<String, Object> fields() {
    List<Map<String, Object>> entries = new ArrayList<>();
    for (Entry entry : log) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put(TERM, entry.term());
      entry.topic().ifPresent(topic -> json.put(entry.message().isPresent() ? PUT : CREATE, topic));
      entry.message().ifPresent(message -> json.put(MESSAGE, message));
      entries.add(json);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(TERM, term);
    json.put(LOG, entries);
    return json;
  }

  /**
   * From its JSON.
   *
   * @throws IOException if it is none
   */
  public static InitialState parse(String text) throws IOException {
    JsonObject json = Json.parse(text);
    List<Entry> entries = new ArrayList<>();
    for (JsonObject each : json.objects(LOG)) {
      Optional<String> topic = Optional.ofNullable(each.text(each.has(PUT) ? PUT : CREATE, null));
      entries.add(
          new Entry(each.number(TERM), topic, Optional.ofNullable(each.text(MESSAGE, null))));
    }
    try {
      return new InitialState(json.number(TERM), entries);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Reads {@code term} and {@code log} of a node in a cluster file. */
  static Optional<InitialState> read(Located node) throws ConfigException {
    Optional<Located> term = node.field(TERM);
    Optional<Located> log = node.field(LOG);
    if (term.isEmpty() && log.isEmpty()) {
      return Optional.empty();
    }
    List<Entry> entries = new ArrayList<>();
    if (log.isPresent()) {
      for (Located element : log.get().elements()) {
        entries.add(entry(element));
      }
    }
    long last = entries.isEmpty() ? 1 : entries.getLast().term();
    long latest = term.isPresent() ? term.get().number(1, MAX_TERM) : last;
    try {
      return Optional.of(new InitialState(latest, entries));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(log.or(() -> term).orElseThrow().place() + e.getMessage());
    }
  }

  private static Entry entry(Located element) throws ConfigException {
    if (element.value() instanceof Long) {
      return Entry.ofTerm(element.number(1, MAX_TERM));
    }
    Optional<Located> term = element.field(TERM);
    Optional<Located> create = element.field(CREATE);
    Optional<Located> put = element.field(PUT);
    Optional<Located> message = element.field(MESSAGE);
    if (term.isEmpty()
        || (create.isPresent() && put.isPresent())
        || put.isPresent() != message.isPresent()) {
      throw element.wrong("a term, or term with create, or term with put and message was expected");
    }
    Optional<Located> topic = create.or(() -> put);
    return new Entry(
        term.get().number(1, MAX_TERM),
        topic.isPresent() ? Optional.of(topic.get().text()) : Optional.empty(),
        message.isPresent() ? Optional.of(message.get().text()) : Optional.empty());
  }
}
