package io.mq.ctl.cli;

import picocli.CommandLine.Command;

/** {@code mqctl cluster ...}: whole clusters. */
@Command(
    name = "cluster",
    description = "Starts, stops and lists clusters.",
    synopsisSubcommandLabel = "COMMAND")
final class ClusterCommand extends Group {}
