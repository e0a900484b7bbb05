package io.mq.node.main;

import java.io.PrintStream;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;

/**
 * The node's own lines, such as {@code 2026-11-23T13:05:07.123Z n1 leader t3}: one per event, short
 * enough to read a failover off five of these side by side. Thread-safe.
 */
final class NodeLog implements Consumer<String> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final PrintStream out;
  private final Clock clock;
  private final String node;

  NodeLog(PrintStream out, Clock clock, String node) {
    this.out = out;
    this.clock = clock;
    this.node = node;
  }

  @Override
  public void accept(String line) {
    out.println(TIME.format(clock.instant()) + " " + node + " " + line);
  }
}
