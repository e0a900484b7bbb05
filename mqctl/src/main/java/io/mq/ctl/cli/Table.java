package io.mq.ctl.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows under named columns. The names are stable: programs read them in JSON. */
final class Table {

  private final List<String> columns;
  private final List<List<Object>> rows = new ArrayList<>();

  Table(String... columns) {
    this.columns = List.of(columns);
  }

  /** One row: a text, number, truth value or null for each column. */
  Table add(Object... values) {
    if (values.length != columns.size()) {
      throw new IllegalArgumentException(values.length + " values for " + columns);
    }
    rows.add(
        java.util.Collections.unmodifiableList(new ArrayList<>(java.util.Arrays.asList(values))));
    return this;
  }

  List<String> columns() {
    return columns;
  }

  List<List<Object>> rows() {
    return rows;
  }
}
