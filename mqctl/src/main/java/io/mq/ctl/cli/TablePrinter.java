package io.mq.ctl.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints columns for people. */
final class TablePrinter implements Printer {

  private static final String GAP = "  ";

  private final PrintWriter out;
  private final Style style;

  TablePrinter(PrintWriter out, Style style) {
    this.out = out;
    this.style = style;
  }

  @Override
  public void rows(Table table) {
    int[] widths = new int[table.columns().size()];
    List<List<String>> lines = new ArrayList<>();
    lines.add(table.columns().stream().map(TablePrinter::heading).toList());
    table.rows().forEach(row -> lines.add(row.stream().map(TablePrinter::cell).toList()));
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    for (int row = 0; row < lines.size(); row++) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String cell = lines.get(row).get(i);
        boolean number = row > 0 && table.rows().get(row - 1).get(i) instanceof Number;
        String padding = " ".repeat(widths[i] - cell.length());
        String shown = row == 0 ? style.heading(cell) : style.word(cell);
        line.append(i == 0 ? "" : GAP).append(number ? padding + shown : shown + padding);
      }
      out.println(line.toString().stripTrailing());
    }
  }

  @Override
  public void record(Map<String, Object> record) {
    int width = record.keySet().stream().mapToInt(String::length).max().orElse(0);
    record.forEach(
        (name, value) ->
            out.println(heading(name) + " ".repeat(width - name.length()) + GAP + cell(value)));
  }

  @Override
  public void item(Map<String, Object> item) {
    out.println(
        String.join(GAP, item.values().stream().map(TablePrinter::cell).toList()).stripTrailing());
  }

  @Override
  public void texts(String field, List<String> texts) {
    texts.forEach(out::println);
  }

  private static String heading(String column) {
    return column.toUpperCase(Locale.ROOT).replace('_', ' ');
  }

  private static String cell(Object value) {
    // No switch over types: its bootstrap alone would be a noticeable part of a quick command.
    if (value == null) {
      return "-";
    }
    if (value instanceof Boolean truth) {
      return truth ? "yes" : "no";
    }
    if (value instanceof Double number) {
      return String.format(Locale.ROOT, "%.3f", number);
    }
    if (value instanceof List<?> list) {
      return String.join(" ", list.stream().map(String::valueOf).toList());
    }
    return value.toString();
  }
}
