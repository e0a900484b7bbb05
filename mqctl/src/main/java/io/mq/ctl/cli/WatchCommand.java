package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.cluster.ClusterState;
import io.mq.ctl.events.EventFeed;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code mqctl watch}: the nodes and their events, live. */
@Command(
    name = "watch",
    description = {
      "Shows the nodes and what happens at them, live, until Ctrl-C.",
      "For terminals; elsewhere mqctl events -f and mqctl status say the same."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl watch"})
final class WatchCommand extends Verb {

  private static final long REFRESH_MILLIS = 250;
  private static final String HOME = "\u001b[H";
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final String CLEAR_ALL = "\u001b[2J";

  @Override
  ExitCode run() throws InterruptedException {
    if (!context().terminals().out() || "dumb".equals(context().environment().get("TERM"))) {
      throw ClusterException.usage("watch needs a terminal; try mqctl events -f instead.");
    }
    Cluster cluster = cluster();
    ClusterState state = cluster.state();
    WatchFrame frame = new WatchFrame(state.name(), style());
    try (EventFeed feed = new EventFeed(state)) {
      feed.follow(frame::add);
      out().print(CLEAR_ALL);
      // Ends with the interrupt that Ctrl-C is in a session, or with the process.
      while (true) {
        show(frame.lines(cluster.survey(), System.nanoTime()));
        Thread.sleep(REFRESH_MILLIS);
      }
    }
  }

  /** Over the old frame, so that nothing flickers. */
  private void show(List<String> lines) {
    out().print(HOME);
    lines.forEach(line -> out().print(line + CLEAR_LINE + "\r\n"));
    out().print(CLEAR_BELOW);
    out().flush();
  }
}
