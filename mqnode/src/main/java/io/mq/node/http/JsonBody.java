package io.mq.node.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request body that is one flat JSON object: its fields are texts, whole numbers or lists of
 * texts. Fields of other kinds are remembered as such, so that only those who ask for them
 * complain. Parsed at once and completely; immutable.
 */
public final class JsonBody {

  /** Stands for a value of a kind that no route takes. */
  private static final Object OTHER = new Object();

  private final Map<String, Object> fields;

  private JsonBody(Map<String, Object> fields) {
    this.fields = fields;
  }

  /**
   * Parses a body.
   *
   * @throws RequestFailed BAD_REQUEST if it is not one JSON object
   */
  public static JsonBody parse(byte[] body) throws RequestFailed {
    try (JsonParser in = Json.parser(body)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw RequestFailed.badRequest("the body must be a JSON object");
      }
      Map<String, Object> fields = new LinkedHashMap<>();
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        in.nextToken();
        if (fields.put(name, value(in)) != null) {
          throw RequestFailed.badRequest("field " + name + " is there twice");
        }
      }
      if (in.nextToken() != null) {
        throw RequestFailed.badRequest("the body must be one JSON object and nothing after it");
      }
      return new JsonBody(fields);
    } catch (JsonProcessingException e) {
      throw RequestFailed.badRequest("the body is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw RequestFailed.badRequest("the body is not JSON: " + e.getMessage());
    }
  }

  /** Whether there is a field of that name, of whatever kind. */
  public boolean has(String field) {
    return fields.containsKey(field);
  }

  /**
   * A text that must be there.
   *
   * @throws RequestFailed BAD_REQUEST if it is missing or no text
   */
  public String text(String field) throws RequestFailed {
    Object value = fields.get(field);
    if (value instanceof String text) {
      return text;
    }
    throw wrong(field, "a text");
  }

  /**
   * A whole number, or {@code otherwise} if the field is missing.
   *
   * @throws RequestFailed BAD_REQUEST if it is of another kind or out of range
   */
  public long number(String field, long min, long max, long otherwise) throws RequestFailed {
    if (!has(field)) {
      return otherwise;
    }
    if (fields.get(field) instanceof Long number && number >= min && number <= max) {
      return number;
    }
    throw wrong(field, "a whole number from " + min + " to " + max);
  }

  /**
   * A list of texts that must be there.
   *
   * @throws RequestFailed BAD_REQUEST if it is missing or of another kind
   */
  public List<String> texts(String field) throws RequestFailed {
    if (fields.get(field) instanceof List<?> list) {
      List<String> texts = new ArrayList<>(list.size());
      for (Object element : list) {
        if (!(element instanceof String text)) {
          throw wrong(field, "a list of texts");
        }
        texts.add(text);
      }
      return texts;
    }
    throw wrong(field, "a list of texts");
  }

  private RequestFailed wrong(String field, String expected) {
    return RequestFailed.badRequest(
        has(field)
            ? "field " + field + " must be " + expected
            : "field " + field + " is missing; it must be " + expected);
  }

  private static Object value(JsonParser in) throws IOException, RequestFailed {
    return switch (in.currentToken()) {
      case VALUE_STRING -> wellFormed(in.getText());
      case VALUE_NUMBER_INT ->
          in.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? OTHER : in.getLongValue();
      case START_ARRAY -> list(in);
      default -> {
        in.skipChildren();
        yield OTHER;
      }
    };
  }

  private static List<Object> list(JsonParser in) throws IOException, RequestFailed {
    List<Object> list = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() == null) {
        throw RequestFailed.badRequest("the body ends too early");
      }
      if (in.currentToken() == JsonToken.VALUE_STRING) {
        list.add(wellFormed(in.getText()));
      } else {
        in.skipChildren();
        list.add(OTHER);
      }
    }
    return list;
  }

  /**
   * JSON can escape half a surrogate pair, which UTF-8 cannot store: it would come back changed.
   */
  private static String wellFormed(String text) throws RequestFailed {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw RequestFailed.badRequest("a text holds half of a surrogate pair");
        }
        i++;
      }
    }
    return text;
  }
}
