package io.mq.shared.json;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One JSON object with typed access to its fields; every complaint names the field. Read only.
 *
 * @param fields in the order written
 */
public record JsonObject(Map<String, Object> fields) {

  /** Whether the field is there and not null. */
  public boolean has(String name) {
    return fields.get(name) != null;
  }

  /**
   * A text.
   *
   * @throws IOException if it is missing or no text
   */
  public String text(String name) throws IOException {
    if (fields.get(name) instanceof String text) {
      return text;
    }
    throw wrong(name, "a text");
  }

  /** A text, or {@code otherwise} if it is missing, null or something else. */
  public String text(String name, String otherwise) {
    return fields.get(name) instanceof String text ? text : otherwise;
  }

  /**
   * A whole number.
   *
   * @throws IOException if it is missing or no whole number
   */
  public long number(String name) throws IOException {
    if (fields.get(name) instanceof Long number) {
      return number;
    }
    throw wrong(name, "a whole number");
  }

  /** A whole number, or {@code otherwise} if it is missing, null or something else. */
  public long number(String name, long otherwise) {
    return fields.get(name) instanceof Long number ? number : otherwise;
  }

  /** A truth value, or {@code otherwise} if it is missing, null or something else. */
  public boolean truth(String name, boolean otherwise) {
    return fields.get(name) instanceof Boolean truth ? truth : otherwise;
  }

  /**
   * An object.
   *
   * @throws IOException if it is missing or no object
   */
  public JsonObject object(String name) throws IOException {
    return asObject(name, fields.get(name));
  }

  /**
   * A list of objects; none if the field is missing or null.
   *
   * @throws IOException if it is anything else
   */
  public List<JsonObject> objects(String name) throws IOException {
    List<JsonObject> objects = new ArrayList<>();
    for (Object element : list(name)) {
      objects.add(asObject(name, element));
    }
    return objects;
  }

  /**
   * A list of texts; none if the field is missing or null.
   *
   * @throws IOException if it is anything else
   */
  public List<String> texts(String name) throws IOException {
    List<String> texts = new ArrayList<>();
    for (Object element : list(name)) {
      if (!(element instanceof String text)) {
        throw wrong(name, "a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  private List<?> list(String name) throws IOException {
    // No switch over types: its bootstrap alone would be a noticeable part of a quick command.
    Object value = fields.get(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw wrong(name, "a list");
  }

  @SuppressWarnings("unchecked") // Json makes maps of no other kind
  private static JsonObject asObject(String name, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      return new JsonObject((Map<String, Object>) map);
    }
    throw wrong(name, "an object");
  }

  private static IOException wrong(String name, String expected) {
    return new IOException("field " + name + " must be " + expected);
  }
}
