package io.mq.shared.check;

import java.util.List;

/**
 * A history's verdict and everything that was counted on the way. Immutable.
 *
 * @param violations the first of each kind in each topic, smallest evidence first
 */
public record CheckReport(Verdict verdict, List<Violation> violations, Accounting accounting) {}
