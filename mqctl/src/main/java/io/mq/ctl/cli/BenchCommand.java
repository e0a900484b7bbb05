package io.mq.ctl.cli;

import picocli.CommandLine.Command;

/** {@code mqctl bench ...}: measurements. */
@Command(
    name = "bench",
    description = "Measures how fast a cluster takes and gives messages.",
    synopsisSubcommandLabel = "COMMAND")
final class BenchCommand extends Group {}
