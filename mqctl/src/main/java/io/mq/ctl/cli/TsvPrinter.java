package io.mq.ctl.cli;

import io.mq.shared.json.Json;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Prints a line of field names and lines of values, divided by tabs. A tab, a line's end or a
 * backslash in a value stands as {@code \t}, {@code \n}, {@code \r} or {@code \\}; what is not
 * known is empty; several values in one are divided by commas.
 */
final class TsvPrinter implements Printer {

  private final PrintWriter out;
  private boolean headed;

  TsvPrinter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void rows(Table table) {
    line(table.columns());
    table.rows().forEach(this::line);
  }

  @Override
  public void record(Map<String, Object> record) {
    line(record.keySet());
    line(record.values());
  }

  @Override
  public void item(Map<String, Object> item) {
    if (!headed) {
      line(item.keySet());
      headed = true;
    }
    line(item.values());
  }

  @Override
  public void texts(String field, List<String> texts) {
    line(List.of(field));
    texts.forEach(text -> line(List.of(text)));
  }

  private void line(Collection<?> values) {
    out.println(values.stream().map(TsvPrinter::cell).collect(Collectors.joining("\t")));
  }

  private static String cell(Object value) {
    return switch (value) {
      case null -> "";
      case Map<?, ?> map -> escape(Json.write(map));
      case List<?> list -> list.stream().map(TsvPrinter::cell).collect(Collectors.joining(","));
      default -> escape(value.toString());
    };
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }
}
