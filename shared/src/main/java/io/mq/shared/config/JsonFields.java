package io.mq.shared.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** One JSON object under validation: every complaint names the field by its full path. */
final class JsonFields {

  private final JsonNode node;
  private final String prefix;
  private final Set<String> asked = new TreeSet<>();

  private JsonFields(JsonNode node, String prefix) {
    this.node = node;
    this.prefix = prefix;
  }

  static JsonFields root(JsonNode node) throws ConfigException {
    if (!node.isObject()) {
      throw new ConfigException(
          "must be a JSON object with the field addresses; got " + kind(node));
    }
    return new JsonFields(node, "");
  }

  String path(String field) {
    return prefix + field;
  }

  boolean has(String field) {
    asked.add(field);
    return node.hasNonNull(field);
  }

  String text(String field) throws ConfigException {
    JsonNode value = required(field);
    if (!value.isTextual()) {
      throw new ConfigException(path(field) + " must be a text; got " + kind(value));
    }
    return value.textValue();
  }

  String text(String field, String otherwise) throws ConfigException {
    return has(field) ? text(field) : otherwise;
  }

  int number(String field, int min, int max) throws ConfigException {
    JsonNode value = required(field);
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < min
        || value.intValue() > max) {
      throw new ConfigException(
          path(field)
              + " must be a whole number from "
              + min
              + " to "
              + max
              + "; got "
              + kind(value));
    }
    return value.intValue();
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
      return new JsonFields(JsonNodeFactory.instance.objectNode(), path(field) + ".");
    }
    return nested(node.get(field), path(field));
  }

  List<JsonFields> objects(String field) throws ConfigException {
    JsonNode value = required(field);
    if (!value.isArray() || value.isEmpty()) {
      throw new ConfigException(
          path(field) + " must be a list of at least one object; got " + kind(value));
    }
    List<JsonFields> all = new ArrayList<>();
    for (JsonNode element : value) {
      all.add(nested(element, path(field) + "[" + all.size() + "]"));
    }
    return all;
  }

  void reportUnknown(Consumer<String> warnings) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!asked.contains(name)) {
                warnings.accept("config field " + path(name) + " is not known and was ignored");
              }
            });
  }

  private static JsonFields nested(JsonNode value, String path) throws ConfigException {
    if (!value.isObject()) {
      throw new ConfigException(path + " must be an object; got " + kind(value));
    }
    return new JsonFields(value, path + ".");
  }

  private JsonNode required(String field) throws ConfigException {
    if (!has(field)) {
      throw new ConfigException("field " + path(field) + " is missing");
    }
    return node.get(field);
  }

  private static String kind(JsonNode value) {
    if (value.isMissingNode()) {
      return "nothing";
    }
    if (value.isArray() && value.isEmpty()) {
      return "an empty list";
    }
    if (value.isContainerNode()) {
      return value.isArray() ? "a list" : "an object";
    }
    String text = value.toString();
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
