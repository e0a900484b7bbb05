package io.mq.ctl.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** How results are printed. */
enum OutputFormat {
  /** Columns for people, with colours on a terminal. */
  TABLE,
  /** One line of JSON for each result. */
  JSON,
  /** YAML, with the same fields. */
  YAML,
  /** Columns divided by tabs, under a line of the same fields, for spreadsheets and cut. */
  TSV;

  Printer printer(PrintWriter out, Style style) {
    return switch (this) {
      case TABLE -> new TablePrinter(out, style);
      case JSON -> new JsonPrinter(out);
      case YAML -> new YamlPrinter(out);
      case TSV -> new TsvPrinter(out);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
