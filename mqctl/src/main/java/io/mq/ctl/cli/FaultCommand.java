package io.mq.ctl.cli;

import picocli.CommandLine.Command;

/** {@code mqctl fault ...}: faults in force. */
@Command(
    name = "fault",
    description = "Lays faults on nodes and links, lists them, lifts them.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl fault list"})
final class FaultCommand extends Group {}
