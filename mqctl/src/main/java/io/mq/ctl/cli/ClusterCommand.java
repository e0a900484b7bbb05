package io.mq.ctl.cli;

import picocli.CommandLine.Command;

/** {@code mqctl cluster ...}: whole clusters. */
@Command(
    name = "cluster",
    description = "Starts, stops, lists, grows and shrinks clusters.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl cluster up -n 5", "  mqctl cluster scale 7", "  mqctl cluster down --purge"})
final class ClusterCommand extends Group {}
