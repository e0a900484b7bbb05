package io.mq.ctl.cli;

import io.mq.shared.json.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    List<Map<String, Object>> objects = new ArrayList<>();
    for (List<Object> row : table.rows()) {
      Map<String, Object> object = new LinkedHashMap<>();
      for (int i = 0; i < row.size(); i++) {
        object.put(table.columns().get(i), row.get(i));
      }
      objects.add(object);
    }
    out.println(Json.write(objects));
  }

  @Override
  public void record(Map<String, Object> record) {
    out.println(Json.write(record));
  }

  @Override
  public void texts(String field, List<String> texts) {
    out.println(Json.write(Map.of(field, texts)));
  }
}
