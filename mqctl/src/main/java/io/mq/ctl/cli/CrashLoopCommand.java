package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.Waiting;
import io.mq.shared.config.ConfigException;
import io.mq.shared.config.Durations;
import io.mq.shared.id.NodeId;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqctl crash-loop NODE..}: kills and starts nodes, over and over. */
@Command(
    name = "crash-loop",
    description = "Kills nodes and starts them again, several times in a row.",
    footerHeading = "%nExamples:%n",
    footer = "  mqctl crash-loop leader --times 5 --every 2s")
final class CrashLoopCommand extends NodesVerb {

  private static final long START_MILLIS = 60_000;

  @Option(
      names = "--times",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often; 3 by default.")
  int times;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      defaultValue = "1s",
      description = "How long they run in between; 1s by default.")
  String every;

  @Override
  ExitCode run(Cluster cluster, List<NodeId> selected) throws ConfigException {
    long runMillis = Durations.parseMillis(every);
    if (times < 1) {
      throw new ConfigException("--times must be 1 or more; got " + times);
    }
    for (int round = 0; round < times; round++) {
      if (round > 0) {
        Waiting.pause(runMillis);
      }
      cluster.kill(selected);
      cluster.start(selected, START_MILLIS, progress());
    }
    note("Crashed " + names(selected) + " " + count(times, "time") + ".");
    return ExitCode.OK;
  }
}
