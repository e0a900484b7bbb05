package io.mq.ctl.cli;

import io.mq.shared.json.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** Prints one line of JSON: a list of objects, or an object. */
final class JsonPrinter implements Printer {

  private final PrintWriter out;

  JsonPrinter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void rows(Table table) {
    out.println(Json.write(table.objects()));
  }

  @Override
  public void record(Map<String, Object> record) {
    out.println(Json.write(record));
  }

  @Override
  public void item(Map<String, Object> item) {
    record(item);
  }

  @Override
  public void texts(String field, List<String> texts) {
    out.println(Json.write(Map.of(field, texts)));
  }
}
