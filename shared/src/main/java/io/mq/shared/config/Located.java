package io.mq.shared.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value of a YAML or JSON file with the line it stands on, so that a complaint can name it.
 *
 * @param path the fields that lead to it, such as {@code nodes[2].port}; empty at the top
 * @param value a map, a list, a text, number, truth value or null
 */
record Located(String path, int line, Object value) {

  /** Reads the value that the parser stands at the beginning of. */
  static Located read(JsonParser parser, String path) throws IOException {
    int line = parser.currentTokenLocation().getLineNr();
    JsonToken token = parser.currentToken();
    Object value =
        switch (token) {
          case START_OBJECT -> map(parser, path);
          case START_ARRAY -> list(parser, path);
          case VALUE_STRING -> parser.getText();
          case VALUE_NUMBER_INT -> parser.getLongValue();
          case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
          case VALUE_TRUE -> true;
          case VALUE_FALSE -> false;
          default -> null;
        };
    return new Located(path, line, value);
  }

  private static Map<String, Located> map(JsonParser parser, String path) throws IOException {
    Map<String, Located> map = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      map.put(name, read(parser, path.isEmpty() ? name : path + "." + name));
    }
    return map;
  }

  private static List<Located> list(JsonParser parser, String path) throws IOException {
    List<Located> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(read(parser, path + "[" + list.size() + "]"));
    }
    return list;
  }

  /** The field, if it is there and not null. */
  Optional<Located> field(String name) throws ConfigException {
    return Optional.ofNullable(fields().get(name)).filter(found -> found.value() != null);
  }

  @SuppressWarnings("unchecked") // only map() makes maps
  Map<String, Located> fields() throws ConfigException {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Located>) map;
    }
    throw wrong("fields were expected");
  }

  @SuppressWarnings("unchecked") // only list() makes lists
  List<Located> elements() throws ConfigException {
    if (value instanceof List<?> list) {
      return (List<Located>) list;
    }
    throw wrong("a list was expected");
  }

  String text() throws ConfigException {
    if (value instanceof String text) {
      return text;
    }
    throw wrong("a text was expected");
  }

  int number(int min, int max) throws ConfigException {
    if (value instanceof Long number && number >= min && number <= max) {
      return number.intValue();
    }
    throw wrong("a whole number from " + min + " to " + max + " was expected");
  }

  /** A complaint about this value. */
  ConfigException wrong(String expected) {
    String got =
        switch (value) {
          case null -> "nothing";
          case Map<?, ?> map -> "fields";
          case List<?> list -> "a list";
          default -> "\"" + value + "\"";
        };
    return new ConfigException(place() + expected + "; got " + got);
  }

  /** Where it stands, as the beginning of a sentence. */
  String place() {
    return "line " + line + (path.isEmpty() ? ": " : ", field " + path + ": ");
  }
}
