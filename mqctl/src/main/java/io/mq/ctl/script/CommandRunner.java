package io.mq.ctl.script;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** Runs one command line, as the shell would. */
public interface CommandRunner {

  /** Returns the exit code; results go to {@code out}, everything else to {@code err}. */
  int run(List<String> words, PrintWriter out, PrintWriter err);

  /** One that may run commands at the same time as this one; empty if there can be none. */
  default Optional<CommandRunner> another() {
    return Optional.empty();
  }
}
