package io.mq.ctl.cli;

import io.mq.shared.config.ConfigException;

/** Reads {@code 10%} and {@code 0.1}. */
final class Rates {

  private Rates() {}

  static double parse(String text) throws ConfigException {
    boolean percent = text.endsWith("%");
    try {
      double number = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
      return percent ? number / 100 : number;
    } catch (NumberFormatException e) {
      throw new ConfigException("a rate is such as 10% or 0.1; got \"" + text + "\"");
    }
  }
}
