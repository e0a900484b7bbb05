package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.NodeView;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code mqctl pause-leader}: makes the leader stand still. */
@Command(
    name = "pause-leader",
    description = "Makes the leader stand still (SIGSTOP).",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl pause-leader"})
final class PauseLeaderCommand extends Verb {

  @Override
  ExitCode run() {
    Cluster cluster = cluster();
    NodeView leader = cluster.survey().requireLeader();
    cluster.pause(List.of(leader.id()));
    note("Paused " + leader.id() + ", leader of term " + leader.term() + ".");
    return ExitCode.OK;
  }
}
