package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.cluster.NodeView;
import io.mq.ctl.cluster.Waiting;
import io.mq.shared.config.ConfigException;
import io.mq.shared.config.Durations;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mqctl wait leader}: waits until the cluster serves. */
@Command(
    name = "wait",
    description = "Waits until there is a leader that has committed an entry of its term.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl wait leader", "  mqctl wait leader 30s"})
final class WaitCommand extends Verb {

  private static final long POLL_MILLIS = 30;

  @Parameters(index = "0", paramLabel = "leader", description = "What to wait for: leader.")
  String what;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TIME",
      defaultValue = "10s",
      description = "How long; 10s by default.")
  String timeout;

  @Override
  ExitCode run() throws ConfigException {
    if (!what.equals("leader")) {
      throw ClusterException.usage("wait takes the word leader; got \"" + what + "\".");
    }
    long millis = Durations.parseMillis(timeout);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    Cluster cluster = cluster();
    while (System.nanoTime() - end < 0) {
      Optional<NodeView> leader = cluster.survey().leader();
      if (leader.isPresent() && cluster.servesReads(leader.get())) {
        note(leader.get().id() + " leads term " + leader.get().term() + ".");
        return ExitCode.OK;
      }
      Waiting.pause(POLL_MILLIS);
    }
    throw ClusterException.unreachable(
        "there is no leader that has committed after " + timeout + ".");
  }
}
