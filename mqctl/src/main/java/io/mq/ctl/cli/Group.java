package io.mq.ctl.cli;

import picocli.CommandLine.ParameterException;

/** A noun that needs a verb behind it. */
abstract class Group extends Verb {

  @Override
  ExitCode run() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is missing: one of "
            + String.join(", ", spec.subcommands().keySet())
            + " was expected.");
  }
}
