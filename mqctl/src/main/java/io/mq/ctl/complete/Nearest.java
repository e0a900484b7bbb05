package io.mq.ctl.complete;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What somebody may have meant who mistyped a word. */
public final class Nearest {

  private static final int MOST = 3;

  private Nearest() {}

  /**
   * The candidates nearest to that word, best first: those that a slip or two of the fingers away,
   * and those it is the beginning of.
   */
  public static List<String> to(String word, Collection<String> candidates) {
    int allowed = Math.max(1, Math.min(3, word.length() / 3));
    record Scored(String candidate, int distance) {}
    return candidates.stream()
        .map(
            candidate ->
                new Scored(
                    candidate,
                    word.length() > 1 && candidate.startsWith(word)
                        ? 1
                        : distance(word, candidate)))
        .filter(scored -> scored.distance() <= allowed)
        .sorted(Comparator.comparingInt(Scored::distance).thenComparing(Scored::candidate))
        .map(Scored::candidate)
        .distinct()
        .limit(MOST)
        .toList();
  }

  /** Insertions, deletions, replacements and swaps of neighbours between two words. */
  static int distance(String one, String other) {
    int[][] best = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          best[i][j] = i + j;
          continue;
        }
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int replaced = best[i - 1][j - 1] + (same ? 0 : 1);
        best[i][j] = Math.min(replaced, 1 + Math.min(best[i - 1][j], best[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && one.charAt(i - 1) == other.charAt(j - 2)
                && one.charAt(i - 2) == other.charAt(j - 1);
        if (swapped) {
          best[i][j] = Math.min(best[i][j], best[i - 2][j - 2] + 1);
        }
      }
    }
    return best[one.length()][other.length()];
  }
}
