package io.mq.ctl.cli;

import picocli.CommandLine.Command;

/** {@code mqctl man}: the manual page. */
@Command(
    name = "man",
    description = "Prints the manual page, which tells of all commands, in man's own form.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl man | man -l -", "  mqctl man > ~/.local/share/man/man1/mqctl.1"})
final class ManCommand extends Verb {

  @Override
  ExitCode run() {
    out().print(ManPage.of(new CommandTree(context()).model(), Version.text()));
    return ExitCode.OK;
  }
}
