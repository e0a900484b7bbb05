package io.mq.shared.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes JSON as {@code Map<String, Object>} in the order written, {@code List<Object>},
 * {@code String}, {@code Long} (a {@code BigInteger} where that is too small), {@code Double},
 * {@code Boolean} and null; anything else is written as its text. Stateless.
 *
 * <p>Made for programs that have just started: without data binding, which looks at classes,
 * calendars and locales for a tenth of a second, and reading without Jackson, whose parsers bring
 * up {@link java.math.BigDecimal}, and that computes powers of five for a thirtieth of one.
 */
public final class Json {

  private static final JsonFactory FACTORY = new JsonFactory();

  private static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          return type.getRecordComponents();
        }
      };

  private Json() {}

  /**
   * Reads one object.
   *
   * @throws IOException if the text is anything else
   */
  @SuppressWarnings("unchecked") // the keys of what is read are texts
  public static JsonObject parse(String text) throws IOException {
    if (parseAny(text) instanceof Map<?, ?> object) {
      return new JsonObject((Map<String, Object>) object);
    }
    throw new IOException("a JSON object was expected");
  }

  /**
   * Reads one value.
   *
   * @throws IOException if the text is anything else; says what is wrong and where
   */
  public static Object parseAny(String text) throws IOException {
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    try {
      Object value = value(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new IOException("something follows its end");
      }
      return value;
    } catch (MalformedJsonException | EOFException e) {
      // A second line would point to the library's manual.
      throw new IOException(String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
    }
  }

  /** One line of JSON. */
  public static String write(Object value) {
    StringWriter out = new StringWriter();
    write(value, out, false);
    return out.toString();
  }

  /**
   * One line of JSON: an object with the components of {@code record} in order, and so on for
   * records in it and in lists.
   */
  public static String writeRecord(Record record) {
    return write(plain(record));
  }

  private static Object plain(Object value) {
    return switch (value) {
      case Record record -> {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : COMPONENTS.get(record.getClass())) {
          fields.put(component.getName(), plain(read(component, record)));
        }
        yield fields;
      }
      case List<?> list -> list.stream().map(Json::plain).toList();
      case null, default -> value;
    };
  }

  private static Object read(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(record.getClass() + " cannot be read", e);
    }
  }

  /** JSON over several lines, for people. */
  public static String writePretty(Object value) {
    StringWriter out = new StringWriter();
    write(value, out, true);
    return out.toString();
  }

  private static void write(Object value, Writer out, boolean pretty) {
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      if (pretty) {
        generator.setPrettyPrinter(new DefaultPrettyPrinter());
      }
      write(generator, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(JsonGenerator out, Object value) throws IOException {
    switch (value) {
      case null -> out.writeNull();
      case String text -> out.writeString(text);
      case Boolean bool -> out.writeBoolean(bool);
      case Integer number -> out.writeNumber(number);
      case Long number -> out.writeNumber(number);
      case Double number -> out.writeNumber(number);
      case BigInteger number -> out.writeNumber(number);
      case Map<?, ?> map -> {
        out.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          out.writeFieldName(entry.getKey().toString());
          write(out, entry.getValue());
        }
        out.writeEndObject();
      }
      case List<?> list -> {
        out.writeStartArray();
        for (Object element : list) {
          write(out, element);
        }
        out.writeEndArray();
      }
      default -> out.writeString(value.toString());
    }
  }

  private static Map<String, Object> object(JsonReader reader) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (map.containsKey(name)) {
        throw new IOException("the field " + reader.getPath() + " is there twice");
      }
      map.put(name, value(reader));
    }
    reader.endObject();
    return map;
  }

  private static List<Object> list(JsonReader reader) throws IOException {
    List<Object> list = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      list.add(value(reader));
    }
    reader.endArray();
    return list;
  }

  private static Object value(JsonReader reader) throws IOException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object(reader);
      case BEGIN_ARRAY -> list(reader);
      case STRING -> reader.nextString();
      case NUMBER -> number(reader.nextString());
      case BOOLEAN -> reader.nextBoolean();
      case NULL -> {
        reader.nextNull();
        yield null;
      }
      case END_ARRAY, END_OBJECT, END_DOCUMENT, NAME ->
          throw new IOException("unexpected " + reader.peek() + " in JSON");
    };
  }

  /** A number as JSON has it. */
  private static Object number(String digits) {
    if (digits.indexOf('.') >= 0 || digits.indexOf('e') >= 0 || digits.indexOf('E') >= 0) {
      return Double.valueOf(digits);
    }
    try {
      return Long.valueOf(digits);
    } catch (NumberFormatException e) {
      return new BigInteger(digits);
    }
  }
}
