package io.mq.ctl.cli;

import io.mq.ctl.complete.CompletionScript;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mqctl completion SHELL}: the script by which a shell completes the tool's commands. */
@Command(
    name = "completion",
    description = {
      "Prints a script with which bash, zsh or fish completes mqctl:",
      "commands, options, files, and the nodes, topics and clusters that are there."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(mqctl completion bash)                 in ~/.bashrc",
      "  source <(mqctl completion zsh)                  in ~/.zshrc, behind compinit",
      "  mqctl completion fish > ~/.config/fish/completions/mqctl.fish"
    })
final class CompletionCommand extends Verb {

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  CompletionScript.Shell shell;

  @Override
  ExitCode run() {
    out().print(CompletionScript.of(shell, new CommandTree(context()).model()));
    return ExitCode.OK;
  }
}
