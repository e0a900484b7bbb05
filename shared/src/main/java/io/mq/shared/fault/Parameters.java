package io.mq.shared.fault;

import io.mq.shared.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * The fields of one fault in JSON. Remembers which were asked for, so that one nobody knows is an
 * error and not ignored. Every complaint is an {@link IllegalArgumentException} with one sentence.
 * Not thread-safe.
 */
final class Parameters {

  static final String RATE = "rate";

  private final Map<String, Object> fields;
  private final TreeSet<String> unread;

  Parameters(JsonObject object) {
    this.fields = object.fields();
    this.unread = new TreeSet<>(fields.keySet());
  }

  String text(String name) {
    return switch (take(name)) {
      case null -> null;
      case String text -> text;
      default -> throw wrong(name, "a text");
    };
  }

  /** A whole number that must be there. */
  long number(String name) {
    Long number = whole(name);
    if (number == null) {
      throw wrong(name, "a whole number");
    }
    return number;
  }

  long number(String name, long otherwise) {
    Long number = whole(name);
    return number == null ? otherwise : number;
  }

  Long whole(String name) {
    return switch (take(name)) {
      case null -> null;
      case Long number -> number;
      case Integer number -> number.longValue();
      default -> throw wrong(name, "a whole number");
    };
  }

  double decimal(String name) {
    return switch (take(name)) {
      case Number number -> number.doubleValue();
      case null, default -> throw wrong(name, "a number");
    };
  }

  double rate() {
    return fields.get(RATE) == null ? 1 : decimal(RATE);
  }

  /** A list of texts, or null if the field is missing. */
  List<String> texts(String name) {
    Object value = take(name);
    if (value == null) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    if (!(value instanceof List<?> list)) {
      throw wrong(name, "a list of texts");
    }
    for (Object element : list) {
      if (!(element instanceof String text)) {
        throw wrong(name, "a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  void mustAllBeRead(String what) {
    if (!unread.isEmpty()) {
      throw new IllegalArgumentException(what + " has no field " + String.join(", ", unread));
    }
  }

  private Object take(String name) {
    unread.remove(name);
    return fields.get(name);
  }

  private IllegalArgumentException wrong(String name, String expected) {
    return new IllegalArgumentException(
        name + " must be " + expected + "; got " + fields.get(name));
  }

  static void checkRange(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " must be " + min + " to " + max + "; got " + value);
    }
  }

  static void checkRate(double rate) {
    if (!(rate > 0 && rate <= 1)) {
      throw new IllegalArgumentException(RATE + " must be above 0 and up to 1; got " + rate);
    }
  }

  /** {@code 0.125} as {@code 12.5%}. */
  static String percent(double rate) {
    String text = String.format(Locale.ROOT, "%.2f", rate * 100);
    return text.replaceFirst("\\.?0+$", "") + "%";
  }
}
