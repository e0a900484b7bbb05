package io.mq.node.main;

import io.mq.shared.wire.Version;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What the command line of {@code mqnode} may hold. Said in calls, for each kind of annotation
 * makes the JVM build a class, which takes a node a twentieth of its start. Stateless.
 */
final class NodeUsage {

  static final String DATA = "--data";
  static final String EXISTING = "--existing";
  static final String JOIN = "--join";
  static final String INITIAL = "--initial";

  private NodeUsage() {}

  /** The usage of {@code command}, which is to read what was given from the parse result. */
  static CommandSpec of(Object command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("mqnode");
    spec.versionProvider(() -> new String[] {"mqnode " + Version.current()});
    addParameters(spec);
    addOptions(spec);
    spec.usageMessage()
        .sortOptions(false)
        .description("Runs one node of a replicated message queue.")
        .footer(
            "",
            "Environment:",
            "  MQ_CLUSTER_SECRET  proves peers to each other; without it they must be on loopback",
            "  MQ_ADMIN_TOKEN     opens /admin on the internal port; without it every call is"
                + " refused",
            "",
            "Exit codes: 0 stopped as told, 1 failed, 2 wrong usage.",
            "",
            "mqnode simulate --help tells how to test a whole simulated cluster,",
            "mqnode inspect --help how to look into a data directory.");
    return spec;
  }

  private static void addParameters(CommandSpec spec) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .paramLabel("CONFIG.json")
            .type(Path.class)
            .required(true)
            .description("The cluster: {\"addresses\":[{\"ip\",\"port\",\"internal_port\"}]}.")
            .build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("1")
            .paramLabel("INDEX")
            .type(int.class)
            .required(true)
            .description("Which address is this node, from 0.")
            .build());
  }

  private static void addOptions(CommandSpec spec) {
    spec.addOption(
        path(
            DATA, "DIR", "The data directory (default: mqnode-IP-PORT in the working directory)."));
    spec.addOption(flag(EXISTING, "Refuse to start without data: for a node that has run before."));
    spec.addOption(
        flag(
            JOIN,
            "Join a cluster that runs already, as one that nobody counts on until",
            "POST /admin/members at its leader has named it. CONFIG.json names the",
            "cluster_id, this node and some that are there. Means nothing once there is data."));
    spec.addOption(
        path(
            INITIAL,
            "FILE",
            "A term and a log to begin with, for scenes; only if the node has no data."));
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show this help message and exit.")
            .build());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Print version information and exit.")
            .build());
  }

  private static OptionSpec path(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(Path.class)
        .description(description)
        .build();
  }

  private static OptionSpec flag(String name, String... description) {
    return OptionSpec.builder(name).description(description).build();
  }
}
