package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.explain.Diagnosis;
import io.mq.ctl.fault.Faults;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code mqctl explain}: why there is no leader, or that there is one. */
@Command(
    name = "explain",
    description = {
      "Says why the cluster serves or does not: who answers, who reaches whom, which faults are"
          + " active, whose log is behind.",
      "Exit code 3 if no leader can commit."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl explain", "  mqctl explain -o json"})
final class ExplainCommand extends Verb {

  @Override
  ExitCode run() {
    Cluster cluster = cluster();
    Diagnosis diagnosis;
    try (Faults faults = new Faults(cluster.state())) {
      diagnosis = Diagnosis.of(cluster.survey(), faults.list().reached());
    }
    if (isTable()) {
      out().println(diagnosis.verdict());
      diagnosis.reasons().forEach(reason -> out().println("- " + reason));
    } else {
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("serves", diagnosis.serves());
      record.put("verdict", diagnosis.verdict());
      record.put("reasons", diagnosis.reasons());
      printer().record(record);
    }
    return diagnosis.serves() ? ExitCode.OK : ExitCode.UNREACHABLE;
  }
}
