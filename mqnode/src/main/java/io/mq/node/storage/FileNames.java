package io.mq.node.storage;

import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of the log's files in a directory. */
final class FileNames {

  static final String IDENTITY = "identity";
  static final String TEMPORARY = ".tmp";

  private static final int SEGMENT_DIGITS = 10;
  private static final Pattern SEGMENT =
      Pattern.compile("segment-([0-9]{" + SEGMENT_DIGITS + "})\\.log");

  private FileNames() {}

  static String segment(long number) {
    return "segment-" + padded(number, SEGMENT_DIGITS) + ".log";
  }

  /** The number with zeros in front. A formatter would ask for locales, at each start anew. */
  static String padded(long number, int digits) {
    String text = Long.toString(number);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }

  static OptionalLong segmentNumber(String name) {
    Matcher matcher = SEGMENT.matcher(name);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  /** The numbers of all segments, ascending. */
  static List<Long> segments(List<String> names) {
    TreeSet<Long> numbers = new TreeSet<>();
    names.forEach(name -> segmentNumber(name).ifPresent(numbers::add));
    return List.copyOf(numbers);
  }

  /** Whether the log made this file and was stopped by a crash before it got its real name. */
  static boolean isLeftover(String name) {
    if (!name.endsWith(TEMPORARY)) {
      return false;
    }
    String target = name.substring(0, name.length() - TEMPORARY.length());
    return target.equals(IDENTITY) || segmentNumber(target).isPresent();
  }
}
