package io.mq.ctl.cli;

import picocli.CommandLine.Command;

/** {@code mqctl topic ...}: topics. */
@Command(
    name = "topic",
    description = "Creates, lists, shows and deletes topics.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl topic create orders", "  mqctl topic list"})
final class TopicCommand extends Group {}
