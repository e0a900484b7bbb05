package io.mq.shared.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
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
 * {@code Boolean} and null; writes records as well, as objects with their components in order.
 * Stateless.
 *
 * <p>Without data binding, since that takes a program that has just started a tenth of a second of
 * looking at classes, calendars and locales.
 */
public final class Json {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

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
   * @throws IOException if the text is anything else; a {@link
   *     com.fasterxml.jackson.core.JsonProcessingException} if one can say where
   */
  public static Object parseAny(String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new IOException("there is nothing in it");
      }
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw new IOException("something follows its end");
      }
      return value;
    }
  }

  /** One line of JSON. */
  public static String write(Object value) {
    StringWriter out = new StringWriter();
    write(value, out, false);
    return out.toString();
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
      case Record record -> write(out, fields(record));
      default -> out.writeString(value.toString());
    }
  }

  private static Map<String, Object> fields(Record record) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (RecordComponent component : COMPONENTS.get(record.getClass())) {
      try {
        fields.put(component.getName(), component.getAccessor().invoke(record));
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException(record.getClass() + " cannot be read", e);
      }
    }
    return fields;
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      map.put(name, value(parser));
    }
    return map;
  }

  private static Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser));
        }
        yield list;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? parser.getBigIntegerValue()
              : (Object) parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IOException("unexpected " + token + " in JSON");
    };
  }
}
