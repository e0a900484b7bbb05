package io.mq.node.sim.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Seeds from {@code first} to {@code last}, both included; written {@code 1..1000}.
 *
 * @param first at most {@code last}
 */
record SeedRange(long first, long last) {

  long count() {
    return last - first + 1;
  }

  /** Reads {@code A..B}. */
  static final class Converter implements ITypeConverter<SeedRange> {
    @Override
    public SeedRange convert(String text) {
      int dots = text.indexOf("..");
      try {
        long first = Long.parseLong(text.substring(0, Math.max(dots, 0)));
        long last = Long.parseLong(text.substring(dots + 2));
        if (first <= last) {
          return new SeedRange(first, last);
        }
      } catch (NumberFormatException e) {
        throw unreadable(text);
      }
      throw unreadable(text);
    }

    private static TypeConversionException unreadable(String text) {
      return new TypeConversionException(
          "expected seeds as A..B with A not above B, such as 1..1000; got '" + text + "'");
    }
  }
}
