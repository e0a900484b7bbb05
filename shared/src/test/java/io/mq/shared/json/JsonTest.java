package io.mq.shared.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void what_is_read_is_written_back_the_same() throws IOException {
    String text = "{\"b\":[1,2.5,true,null,\"x\\n\"],\"a\":{\"c\":{}},\"d\":-9223372036854775808}";

    assertEquals(text, Json.write(Json.parse(text).fields()));
  }

  @Test
  void what_is_no_object_or_not_alone_is_refused() {
    String[] texts = {
      "",
      "[]",
      "1",
      "{",
      "}",
      "{}{}",
      "{\"a\":1,\"a\":2}",
      "{\"a\":NaN}",
      "{\"a\":01}",
      "{a:1}",
      "{'a':1}",
      "{\"a\":1,}",
      "{\"a\":\"\n\"}",
      "{\"a\":True}",
      "{\"a\";1}",
      "[1;2]"
    };
    for (String text : texts) {
      IOException refused = assertThrows(IOException.class, () -> Json.parse(text), text);
      assertEquals(1, refused.getMessage().lines().count(), refused.getMessage());
    }
  }

  @Test
  void numbers_beyond_a_long_are_kept() throws IOException {
    String text = "{\"n\":[9223372036854775808,1.5E300,-0.25]}";

    assertEquals(text, Json.write(Json.parse(text).fields()));
    assertThrows(IOException.class, () -> Json.parse("{\"n\":9223372036854775808}").number("n"));
  }

  @Test
  void what_is_no_json_is_written_as_its_text() {
    assertEquals("{\"node\":\"n3\"}", Json.write(Map.of("node", new NodeId(3))));
  }

  @Test
  void a_record_is_an_object_with_its_components_in_order() {
    record Point(int x, Long y, List<Point> others) {}

    assertEquals(
        "{\"x\":1,\"y\":null,\"others\":[{\"x\":2,\"y\":3,\"others\":[]}]}",
        Json.writeRecord(new Point(1, null, List.of(new Point(2, 3L, List.of())))));
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
