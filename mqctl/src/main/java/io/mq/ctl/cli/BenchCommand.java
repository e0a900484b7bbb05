package io.mq.ctl.cli;

import picocli.CommandLine.Command;

/** {@code mqctl bench ...}: measurements. */
@Command(
    name = "bench",
    description = "Measures how fast a cluster takes and gives messages.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl bench put -c 64", "  mqctl bench get -c 8"})
final class BenchCommand extends Group {}
