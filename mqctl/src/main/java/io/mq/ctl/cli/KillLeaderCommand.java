package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.NodeView;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code mqctl kill-leader}: ends the leader at once. */
@Command(
    name = "kill-leader",
    description = "Kills the leader (SIGKILL).",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl kill-leader"})
final class KillLeaderCommand extends Verb {

  @Override
  ExitCode run() {
    Cluster cluster = cluster();
    NodeView leader = cluster.survey().requireLeader();
    cluster.kill(List.of(leader.id()));
    note("Killed " + leader.id() + ", leader of term " + leader.term() + ".");
    return ExitCode.OK;
  }
}
