package io.mq.shared.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
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
public record Located(String path, int line, Object value) {

  /**
   * Reads a whole text, whose top must be fields.
   *
   * @param ifEmpty what to say was expected where there is nothing
   * @throws ConfigException if it is neither
   */
  public static Located parse(String text, boolean json, String ifEmpty) throws ConfigException {
    JsonFactory factory =
        json
            ? JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build()
            : YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    try (JsonParser parser = factory.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new ConfigException("line 1: the file is empty; " + ifEmpty);
      }
      Located root = read(parser, "");
      root.fields();
      return root;
    } catch (JsonProcessingException e) {
      JsonLocation location = e.getLocation();
      String where = location == null ? "" : "line " + Math.max(1, location.getLineNr()) + ": ";
      String what = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new ConfigException(where + "not " + (json ? "JSON" : "YAML") + ": " + what);
    } catch (IOException e) {
      throw new ConfigException(e.getMessage());
    }
  }

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

  /**
   * The field, if it is there and not null.
   *
   * @throws ConfigException if this has no fields
   */
  public Optional<Located> field(String name) throws ConfigException {
    return Optional.ofNullable(fields().get(name)).filter(found -> found.value() != null);
  }

  /**
   * The fields, in the order written.
   *
   * @throws ConfigException if it is something else
   */
  @SuppressWarnings("unchecked") // only map() makes maps
  public Map<String, Located> fields() throws ConfigException {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Located>) map;
    }
    throw wrong("fields were expected");
  }

  /**
   * The elements.
   *
   * @throws ConfigException if it is something else
   */
  @SuppressWarnings("unchecked") // only list() makes lists
  public List<Located> elements() throws ConfigException {
    if (value instanceof List<?> list) {
      return (List<Located>) list;
    }
    throw wrong("a list was expected");
  }

  /**
   * The text.
   *
   * @throws ConfigException if it is something else
   */
  public String text() throws ConfigException {
    if (value instanceof String text) {
      return text;
    }
    throw wrong("a text was expected");
  }

  /**
   * The whole number, {@code min} to {@code max}.
   *
   * @throws ConfigException if it is something else
   */
  public int number(int min, int max) throws ConfigException {
    if (value instanceof Long number && number >= min && number <= max) {
      return number.intValue();
    }
    throw wrong("a whole number from " + min + " to " + max + " was expected");
  }

  /** A complaint about this value. */
  public ConfigException wrong(String expected) {
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
  public String place() {
    return "line " + line + (path.isEmpty() ? ": " : ", field " + path + ": ");
  }
}
