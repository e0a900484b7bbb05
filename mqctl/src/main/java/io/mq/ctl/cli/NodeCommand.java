package io.mq.ctl.cli;

import picocli.CommandLine.Command;

/** {@code mqctl node ...}: single nodes as members. */
@Command(
    name = "node",
    description = "Renews single nodes.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl node rejoin n3"})
final class NodeCommand extends Group {}
