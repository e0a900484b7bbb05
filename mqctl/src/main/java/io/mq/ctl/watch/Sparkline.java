package io.mq.ctl.watch;

import java.util.List;

/** A row of little bars. */
final class Sparkline {

  private static final String BARS = "▁▂▃▄▅▆▇█";

  private Sparkline() {}

  /** The last {@code width} figures, each as high as it is to the highest of them. */
  static String of(List<Double> figures, int width) {
    List<Double> shown = figures.subList(Math.max(0, figures.size() - width), figures.size());
    double highest = shown.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    StringBuilder bars = new StringBuilder();
    for (double figure : shown) {
      int bar = highest <= 0 ? 0 : (int) Math.ceil(figure / highest * (BARS.length() - 1));
      bars.append(BARS.charAt(Math.clamp(bar, 0, BARS.length() - 1)));
    }
    return bars.toString();
  }
}
