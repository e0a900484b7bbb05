package io.mq.ctl.cli;

import io.mq.ctl.cluster.Adoption;
import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.cluster.Orphan;
import io.mq.ctl.cluster.Orphan.Standing;
import io.mq.ctl.cluster.Orphans;
import io.mq.ctl.cluster.OwnProcess;
import io.mq.ctl.cluster.ProcessTable;
import io.mq.ctl.cluster.StateHome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mqctl cluster adopt}: takes in nodes that run and that no state knows. */
@Command(
    name = "adopt",
    description = {
      "Takes in nodes that run and that their cluster's state does not know: those of the clusters"
          + " named, those of the pids given, or all there are. mqctl doctor lists them.",
      "Each must show that it is what it seems to be. Where cluster.json is gone, a new one is made"
          + " of what the running nodes say. Nothing is ever killed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mqctl cluster adopt",
      "  mqctl cluster adopt demo",
      "  mqctl cluster adopt 4711 4712 --as mine"
    })
final class ClusterAdoptCommand extends Verb {

  @Parameters(
      paramLabel = "CLUSTER|PID",
      arity = "0..*",
      description = "Clusters or pids; all orphans by default.")
  List<String> words = List.of();

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "What to call the cluster of nodes that were started by hand.")
  String as;

  @Override
  ExitCode run() {
    if (!ProcessTable.isAvailable()) {
      throw ClusterException.failed(
          "this system has no /proc, so it cannot be told which processes are nodes.");
    }
    StateHome home = context().clusters().home();
    List<Orphan> chosen = chosen(home, Orphans.among(ProcessTable.own()));
    if (chosen.isEmpty()) {
      note("There is nothing to adopt.");
      return ExitCode.OK;
    }
    Adoption.Outcome outcome = context().clusters().adopt(chosen, Optional.ofNullable(as));
    Table table = new Table("cluster", "part", "pid");
    outcome.adopted().forEach(each -> table.add(each.cluster(), each.part(), each.pid()));
    if (!outcome.adopted().isEmpty() || !isTable()) {
      printer().rows(table);
    }
    outcome.refused().forEach(this::warn);
    return outcome.refused().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  private List<Orphan> chosen(StateHome home, List<Orphan> orphans) {
    List<String> asked = new ArrayList<>(words);
    if (asked.isEmpty()) {
      clusterName().ifPresent(asked::add);
    }
    if (asked.isEmpty()) {
      // Strangers are taken in only when they are named.
      return orphans.stream().filter(home::isHere).toList();
    }
    Set<Orphan> chosen = new LinkedHashSet<>();
    for (String word : asked) {
      chosen.addAll(word.matches("\\d+") ? ofPid(word, orphans) : ofCluster(word, home, orphans));
    }
    return List.copyOf(chosen);
  }

  private static List<Orphan> ofPid(String pid, List<Orphan> orphans) {
    List<Orphan> found =
        orphans.stream().filter(each -> Long.toString(each.pid()).equals(pid)).toList();
    if (found.isEmpty()) {
      Optional<OwnProcess> process =
          ProcessTable.own().stream()
              .filter(each -> Long.toString(each.pid()).equals(pid))
              .findFirst();
      throw ClusterException.usage(
          process
                  .map(each -> each.describe() + " is no orphan: no node, or its cluster knows it")
                  .orElse("no process of yours has the pid " + pid)
              + "; mqctl doctor lists those there are.");
    }
    return found;
  }

  private static List<Orphan> ofCluster(String name, StateHome home, List<Orphan> orphans) {
    List<Orphan> found =
        orphans.stream()
            .filter(each -> each.standing() != Standing.BY_HAND && home.isHere(each))
            .filter(each -> each.clusterName().filter(name::equals).isPresent())
            .toList();
    boolean isThere = home.folder(name).path().toFile().exists();
    if (found.isEmpty() && !isThere) {
      throw ClusterException.usage(
          "there is no cluster "
              + name
              + ", and no running node was started for one of that name.");
    }
    return found;
  }
}
