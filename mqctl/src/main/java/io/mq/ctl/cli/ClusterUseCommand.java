package io.mq.ctl.cli;

import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.cluster.ClusterFolder;
import io.mq.ctl.cluster.ClusterInUse;
import io.mq.ctl.cluster.StateHome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mqctl cluster use [NAME|-]}: which cluster is meant when none is named. */
@Command(
    name = "use",
    description = {
      "Chooses the cluster that is meant by all commands that name none, from now on and in all",
      "sessions; without an argument says which it is. --cluster and MQ_CLUSTER go before it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mqctl cluster use demo",
      "  mqctl cluster use -       the one that was in use before",
      "  mqctl cluster use -o json"
    })
final class ClusterUseCommand extends Verb {

  @Parameters(
      arity = "0..1",
      paramLabel = "CLUSTER|-",
      description = "Its name, or - for the one that was in use before.")
  String name;

  @Override
  ExitCode run() {
    if (isClusterNamed()) {
      throw ClusterException.usage("cluster use takes a name by itself, and no --cluster.");
    }
    StateHome home = context().clusters().home();
    if (name == null) {
      forgetClusterThatIsGone();
      report(home.choice());
      return ExitCode.OK;
    }
    ClusterFolder chosen = name.equals("-") ? home.usePrevious() : home.use(name);
    context().meanTheOneInUse();
    note("Commands that name no cluster mean " + chosen.name() + " from now on.");
    noteWhatGoesBefore(chosen.name());
    return ExitCode.OK;
  }

  private void report(ClusterInUse choice) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("cluster", choice.current().orElse(null));
    record.put("previous", choice.previous().orElse(null));
    printer().record(record);
    if (choice.current().isEmpty()) {
      note("None is in use; mqctl cluster use NAME chooses one.");
    }
    noteWhatGoesBefore(choice.current().orElse(""));
  }

  private void noteWhatGoesBefore(String inUse) {
    Optional<String> before = clusterName().filter(other -> !other.equals(inUse));
    before.ifPresent(
        other -> note("Here they mean " + other + ", as MQ_CLUSTER or --cluster says."));
  }
}
