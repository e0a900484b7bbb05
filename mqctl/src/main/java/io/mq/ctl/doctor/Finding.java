package io.mq.ctl.doctor;

import java.util.Locale;

/**
 * What one check says of one thing. Immutable.
 *
 * @param found in a sentence without a full stop
 * @param advice what to do; empty if nothing
 */
public record Finding(String check, Result result, String found, String advice) {

  /** How bad it is. */
  public enum Result {
    /** As it should be. */
    OK,
    /** It works, and there is something to know. */
    WARNING,
    /** Something does not work, or will not. */
    PROBLEM;

    /** As it stands in tables. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String check, String found) {
    return new Finding(check, Result.OK, found, "");
  }

  static Finding warning(String check, String found, String advice) {
    return new Finding(check, Result.WARNING, found, advice);
  }

  static Finding problem(String check, String found, String advice) {
    return new Finding(check, Result.PROBLEM, found, advice);
  }
}
