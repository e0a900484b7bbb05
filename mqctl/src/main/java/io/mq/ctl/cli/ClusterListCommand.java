package io.mq.ctl.cli;

import io.mq.ctl.cluster.ClusterFolder;
import io.mq.ctl.cluster.ClusterState;
import io.mq.ctl.cluster.Processes;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code mqctl cluster list}: the clusters there are. */
@Command(
    name = "list",
    description = "Lists the clusters there are, running or not.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl cluster list", "  mqctl cluster list -o json"})
final class ClusterListCommand extends Verb {

  @Override
  ExitCode run() {
    forgetClusterThatIsGone();
    Optional<String> inUse = context().clusters().home().choice().current();
    Table table = new Table("cluster", "in_use", "nodes", "running", "folder");
    for (ClusterFolder folder : context().clusters().home().folders()) {
      Optional<ClusterState> state = folder.load();
      state.ifPresent(
          known ->
              table.add(
                  folder.name(),
                  inUse.equals(Optional.of(folder.name())),
                  known.nodes().size(),
                  known.nodes().stream()
                      .filter(node -> node.process().filter(Processes::isAlive).isPresent())
                      .count(),
                  folder.path().toString()));
    }
    printer().rows(table);
    return ExitCode.OK;
  }
}
