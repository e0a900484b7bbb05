package io.mq.shared.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void what_is_read_is_written_back_the_same() throws IOException {
    String text = "{\"b\":[1,2.5,true,null,\"x\\n\"],\"a\":{\"c\":{}},\"d\":-9223372036854775808}";

    assertEquals(text, Json.write(Json.parse(text).fields()));
  }

  @Test
  void what_is_no_object_or_not_alone_is_refused() {
    for (String text : new String[] {"", "[]", "1", "{", "{}{}", "{\"a\":1,\"a\":2}"}) {
      assertThrows(IOException.class, () -> Json.parse(text), text);
    }
  }

  @Test
  void a_field_of_the_wrong_kind_is_named() throws IOException {
    JsonObject object = Json.parse("{\"n\":\"5\",\"list\":[1]}");

    assertEquals(
        "field n must be a whole number",
        assertThrows(IOException.class, () -> object.number("n")).getMessage());
    assertEquals(
        "field list must be a list of texts",
        assertThrows(IOException.class, () -> object.texts("list")).getMessage());
    assertEquals(7, object.number("missing", 7));
  }
}
