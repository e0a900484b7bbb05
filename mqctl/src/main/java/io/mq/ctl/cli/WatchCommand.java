package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.shell.Tty;
import io.mq.ctl.watch.PlainFrames;
import io.mq.ctl.watch.Probe;
import io.mq.ctl.watch.WatchScreen;
import io.mq.shared.config.ConfigException;
import io.mq.shared.config.Durations;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqctl watch}: the nodes, their links and their events, live. */
@Command(
    name = "watch",
    description = {
      "Shows the nodes, who reaches whom, puts and gets per second, and what happens, live.",
      "On a terminal keys select a node and kill, restart, pause, isolate or heal it; q leaves.",
      "Elsewhere it prints one frame after the other as plain text."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mqctl watch",
      "  mqctl watch --frames 1 | cat",
      "  mqctl watch -o json --every 1s"
    })
final class WatchCommand extends Verb {

  private static final int LINES = 40;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      defaultValue = "1s",
      description = "How often a frame is printed where there is no screen; 1s by default.")
  String every;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "Prints that many frames and ends, also on a terminal.")
  Integer frames;

  @Override
  ExitCode run() throws IOException, InterruptedException, ConfigException {
    Cluster cluster = cluster();
    try (Probe probe = new Probe(cluster)) {
      boolean screen =
          context().terminals().in()
              && context().terminals().out()
              && !"dumb".equals(context().environment().get("TERM"));
      if (screen && frames == null && isTable()) {
        try (Tty tty = context().tty()) {
          Cluster own = context().clusters().open(cluster.folder());
          new WatchScreen(tty, probe, new WatchActions(own), style().coloured()).run();
        }
      } else {
        print(probe);
      }
    }
    return ExitCode.OK;
  }

  private void print(Probe probe) throws InterruptedException, ConfigException {
    long everyMillis = Math.max(1, Durations.parseMillis(every));
    if (frames != null && frames < 1) {
      throw ClusterException.usage("--frames takes 1 or more; got " + frames + ".");
    }
    for (int printed = 1; show(probe); printed++) {
      if (frames != null && printed == frames) {
        return;
      }
      Thread.sleep(everyMillis);
    }
  }

  /** Returns whether there was anything left to show. */
  private boolean show(Probe probe) {
    if (isTable()) {
      Optional<List<String>> lines = PlainFrames.lines(probe, LINES);
      lines.ifPresent(
          frame -> {
            frame.forEach(out()::println);
            out().println();
          });
      out().flush();
      return lines.isPresent();
    }
    Optional<Map<String, Object>> properties = PlainFrames.properties(probe);
    properties.ifPresent(printer()::item);
    out().flush();
    return properties.isPresent();
  }
}
