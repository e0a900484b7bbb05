package io.mq.ctl.cli;

import picocli.CommandLine.Command;

/** {@code mqctl chaos ...}: what a cluster does under faults. */
@Command(
    name = "chaos",
    description = "Breaks a cluster under load, and judges what it did.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  mqctl chaos run -n 5 --faults kill,pause,partition --seed 1..3",
      "  mqctl chaos check history.jsonl"
    })
final class ChaosCommand extends Group {}
