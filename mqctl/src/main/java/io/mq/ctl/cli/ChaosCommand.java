package io.mq.ctl.cli;

import picocli.CommandLine.Command;

/** {@code mqctl chaos ...}: what a cluster does under faults. */
@Command(
    name = "chaos",
    description = "Judges what a cluster did under faults.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl chaos check history.jsonl"})
final class ChaosCommand extends Group {}
