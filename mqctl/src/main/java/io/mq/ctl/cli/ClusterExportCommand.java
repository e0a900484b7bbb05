package io.mq.ctl.cli;

import io.mq.ctl.cluster.ClusterExport;
import io.mq.ctl.cluster.ClusterState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqctl cluster export}: a cluster as a file. */
@Command(
    name = "export",
    description = {
      "Prints a file that makes the cluster again as it is now: yaml, a cluster file with its"
          + " nodes,",
      "ports and settings (yaml if nothing is said), or rrmq, the nodes' addresses alone in the"
          + " form",
      "of the RRMQ course, for other clients. Neither holds secrets."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mqctl cluster export > demo.yaml",
      "  mqctl cluster export --format rrmq > addresses.json"
    })
final class ClusterExportCommand extends Verb {

  /** The formats. */
  enum Format {
    YAML,
    RRMQ
  }

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "yaml",
      description = "yaml or rrmq; yaml by default.")
  Format format;

  @Override
  ExitCode run() {
    ClusterState state = cluster().state();
    out()
        .print(
            switch (format) {
              case YAML -> ClusterExport.yaml(state);
              case RRMQ -> ClusterExport.rrmq(state);
            });
    return ExitCode.OK;
  }
}
