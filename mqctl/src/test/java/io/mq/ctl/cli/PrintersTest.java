package io.mq.ctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The same results in every format. */
class PrintersTest {

  private static String printed(OutputFormat format, Consumer<Printer> results) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    results.accept(format.printer(out, new Style(false)));
    out.flush();
    return text.toString();
  }

  private static Map<String, Object> thing(String name, Object size) {
    Map<String, Object> thing = new LinkedHashMap<>();
    thing.put("name", name);
    thing.put("size", size);
    return thing;
  }

  @Test
  void rows() {
    Consumer<Printer> rows =
        printer -> printer.rows(new Table("name", "size").add("a\tb", 10L).add("yes", null));
    assertEquals("NAME  SIZE\na\tb     10\nyes   -\n", printed(OutputFormat.TABLE, rows));
    assertEquals(
        "[{\"name\":\"a\\tb\",\"size\":10},{\"name\":\"yes\",\"size\":null}]\n",
        printed(OutputFormat.JSON, rows));
    assertEquals(
        "- name: \"a\\tb\"\n  size: 10\n- name: \"yes\"\n  size: null\n",
        printed(OutputFormat.YAML, rows));
    assertEquals("name\tsize\na\\tb\t10\nyes\t\n", printed(OutputFormat.TSV, rows));
  }

  @Test
  void a_record() {
    Consumer<Printer> record = printer -> printer.record(thing("n1", List.of("x", "y")));
    assertEquals("NAME  n1\nSIZE  x y\n", printed(OutputFormat.TABLE, record));
    assertEquals("{\"name\":\"n1\",\"size\":[\"x\",\"y\"]}\n", printed(OutputFormat.JSON, record));
    assertEquals("name: n1\nsize:\n- x\n- \"y\"\n", printed(OutputFormat.YAML, record));
    assertEquals("name\tsize\nn1\tx,y\n", printed(OutputFormat.TSV, record));
  }

  @Test
  void things_one_after_the_other() {
    Consumer<Printer> items =
        printer -> {
          printer.item(thing("n1", 1L));
          printer.item(thing("n2", 2L));
        };
    assertEquals("n1  1\nn2  2\n", printed(OutputFormat.TABLE, items));
    assertEquals(
        "{\"name\":\"n1\",\"size\":1}\n{\"name\":\"n2\",\"size\":2}\n",
        printed(OutputFormat.JSON, items));
    assertEquals(
        "---\nname: n1\nsize: 1\n---\nname: n2\nsize: 2\n", printed(OutputFormat.YAML, items));
    assertEquals("name\tsize\nn1\t1\nn2\t2\n", printed(OutputFormat.TSV, items));
  }

  @Test
  void texts_are_printed_as_they_are_only_where_nothing_can_be_mistaken() {
    Consumer<Printer> texts = printer -> printer.texts("messages", List.of("two\nlines", "\\"));
    assertEquals("two\nlines\n\\\n", printed(OutputFormat.TABLE, texts));
    assertEquals("{\"messages\":[\"two\\nlines\",\"\\\\\"]}\n", printed(OutputFormat.JSON, texts));
    assertEquals("messages:\n- |-\n  two\n  lines\n- \\\n", printed(OutputFormat.YAML, texts));
    assertEquals("messages\ntwo\\nlines\n\\\\\n", printed(OutputFormat.TSV, texts));
  }
}
