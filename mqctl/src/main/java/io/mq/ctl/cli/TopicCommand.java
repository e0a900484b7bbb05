package io.mq.ctl.cli;

import picocli.CommandLine.Command;

/** {@code mqctl topic ...}: topics. */
@Command(
    name = "topic",
    description = "Creates, lists, shows and deletes topics.",
    synopsisSubcommandLabel = "COMMAND")
final class TopicCommand extends Group {}
