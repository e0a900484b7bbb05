package io.mq.shared.config;

import io.mq.shared.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** One JSON object under validation: every complaint names the field by its full path. */
final class JsonFields {

  private final Map<?, ?> fields;
  private final String prefix;
  private final Set<String> asked = new TreeSet<>();

  private JsonFields(Map<?, ?> fields, String prefix) {
    this.fields = fields;
    this.prefix = prefix;
  }

  static JsonFields root(Object value) throws ConfigException {
    if (value instanceof Map<?, ?> object) {
      return new JsonFields(object, "");
    }
    throw new ConfigException("must be a JSON object with the field addresses; got " + kind(value));
  }

  String path(String field) {
    return prefix + field;
  }

  boolean has(String field) {
    asked.add(field);
    return fields.get(field) != null;
  }

  String text(String field) throws ConfigException {
    Object value = required(field);
    if (value instanceof String text) {
      return text;
    }
    throw new ConfigException(path(field) + " must be a text; got " + kind(value));
  }

  String text(String field, String otherwise) throws ConfigException {
    return has(field) ? text(field) : otherwise;
  }

  int number(String field, int min, int max) throws ConfigException {
    Object value = required(field);
    if (value instanceof Long number && number >= min && number <= max) {
      return number.intValue();
    }
    throw new ConfigException(
        path(field)
            + " must be a whole number from "
            + min
            + " to "
            + max
            + "; got "
            + kind(value));
  }

  int number(String field, int min, int max, int otherwise) throws ConfigException {
    if (has(field)) {
      return number(field, min, max);
    }
    if (otherwise < min || otherwise > max) {
      throw new ConfigException(
          path(field)
              + " is missing, and its default "
              + otherwise
              + " does not fit the other settings: "
              + min
              + " to "
              + max
              + " was expected");
    }
    return otherwise;
  }

  /** The object in {@code field}, or an empty one. */
  JsonFields object(String field) throws ConfigException {
    if (!has(field)) {
      return new JsonFields(Map.of(), path(field) + ".");
    }
    return nested(fields.get(field), path(field));
  }

  List<JsonFields> objects(String field) throws ConfigException {
    Object value = required(field);
    if (!(value instanceof List<?> list) || list.isEmpty()) {
      throw new ConfigException(
          path(field) + " must be a list of at least one object; got " + kind(value));
    }
    List<JsonFields> all = new ArrayList<>();
    for (Object element : list) {
      all.add(nested(element, path(field) + "[" + all.size() + "]"));
    }
    return all;
  }

  void reportUnknown(Consumer<String> warnings) {
    for (Object name : fields.keySet()) {
      if (!asked.contains(name.toString())) {
        warnings.accept("config field " + path(name.toString()) + " is not known and was ignored");
      }
    }
  }

  private static JsonFields nested(Object value, String path) throws ConfigException {
    if (value instanceof Map<?, ?> object) {
      return new JsonFields(object, path + ".");
    }
    throw new ConfigException(path + " must be an object; got " + kind(value));
  }

  private Object required(String field) throws ConfigException {
    if (!has(field)) {
      throw new ConfigException("field " + path(field) + " is missing");
    }
    return fields.get(field);
  }

  private static String kind(Object value) {
    if (value instanceof List<?> list) {
      return list.isEmpty() ? "an empty list" : "a list";
    }
    if (value instanceof Map) {
      return "an object";
    }
    String text = Json.write(value);
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
