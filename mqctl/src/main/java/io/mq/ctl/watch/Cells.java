package io.mq.ctl.watch;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Rows of cells under each other. */
final class Cells {

  private static final String GAP = "  ";

  /** One cell. */
  record Cell(String text, AttributedStyle style, boolean right) {

    static Cell left(String text) {
      return new Cell(text, AttributedStyle.DEFAULT, false);
    }

    static Cell right(String text) {
      return new Cell(text, AttributedStyle.DEFAULT, true);
    }

    Cell in(AttributedStyle other) {
      return new Cell(text, other, right);
    }
  }

  private final List<List<Cell>> rows = new ArrayList<>();

  void add(List<Cell> row) {
    rows.add(row);
  }

  /** One line for each row. */
  List<AttributedString> lines() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<Cell> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).text().length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static AttributedString line(List<Cell> row, int[] widths) {
    AttributedStringBuilder line = new AttributedStringBuilder();
    for (int i = 0; i < row.size(); i++) {
      Cell cell = row.get(i);
      String padding = " ".repeat(widths[i] - cell.text().length());
      line.append(i == 0 ? "" : GAP);
      line.append(cell.right() ? padding : "");
      line.append(cell.text(), cell.style());
      line.append(cell.right() ? "" : padding);
    }
    return line.toAttributedString();
  }
}
