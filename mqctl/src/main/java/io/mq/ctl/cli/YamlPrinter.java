package io.mq.ctl.cli;

import io.mq.shared.json.Yaml;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** Prints YAML: a list of mappings, or a mapping; things that come one by one as documents. */
final class YamlPrinter implements Printer {

  private final PrintWriter out;

  YamlPrinter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void rows(Table table) {
    out.print(Yaml.write(table.objects()));
  }

  @Override
  public void record(Map<String, Object> record) {
    out.print(Yaml.write(record));
  }

  @Override
  public void item(Map<String, Object> item) {
    out.println("---");
    record(item);
  }

  @Override
  public void texts(String field, List<String> texts) {
    record(Map.of(field, texts));
  }
}
