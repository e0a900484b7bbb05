package io.mq.ctl.cli;

import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.script.ScriptException;
import io.mq.shared.config.ConfigException;
import io.mq.shared.history.HistoryFormatException;
import io.mq.shared.wire.ErrorCode;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns every exception into a sentence on stderr and an exit code; the only place that does. */
final class ExceptionMapper implements IExecutionExceptionHandler, IParameterExceptionHandler {

  private final boolean verbose;

  ExceptionMapper(boolean verbose) {
    this.verbose = verbose;
  }

  /** The exit code that an exception means. */
  static ExitCode exitCode(Throwable thrown) {
    return switch (thrown) {
      case ClusterException trouble ->
          switch (trouble.kind()) {
            case USAGE -> ExitCode.USAGE;
            case FAILED -> ExitCode.FAILED;
            case UNREACHABLE -> ExitCode.UNREACHABLE;
          };
      case OutcomeException outcome ->
          outcome.code().map(ExceptionMapper::exitCode).orElse(ExitCode.UNDECIDED);
      case ConfigException wrong -> ExitCode.USAGE;
      case HistoryFormatException wrong -> ExitCode.USAGE;
      case ParameterException wrong -> ExitCode.USAGE;
      case ScriptException stopped -> ExitCode.FAILED;
      default -> ExitCode.FAILED;
    };
  }

  private static ExitCode exitCode(ErrorCode code) {
    return switch (code) {
      case NO_LEADER, NOT_LEADER, BUSY, STOPPING -> ExitCode.UNREACHABLE;
      case BAD_REQUEST, TOO_LARGE -> ExitCode.USAGE;
      default -> ExitCode.FAILED;
    };
  }

  @Override
  public int handleExecutionException(Exception thrown, CommandLine command, ParseResult result) {
    if (thrown instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    if (Thread.currentThread().isInterrupted()) {
      // A person's Ctrl-C in a session, which says itself that the command was cancelled.
      return ExitCode.FAILED.status();
    }
    PrintWriter err = command.getErr();
    err.println("mqctl: " + message(thrown));
    boolean asked = verbose || (command.getCommand() instanceof Verb verb && verb.isVerbose());
    if (asked) {
      thrown.printStackTrace(err);
    }
    err.flush();
    return exitCode(thrown).status();
  }

  @Override
  public int handleParseException(ParameterException thrown, String[] arguments) {
    CommandLine command = thrown.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("mqctl: " + Mistake.sentence(thrown));
    err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return ExitCode.USAGE.status();
  }

  private static String message(Exception thrown) {
    return switch (thrown) {
      case ClusterException known -> known.getMessage();
      case OutcomeException known -> known.getMessage();
      case ConfigException known -> known.getMessage() + ".";
      case ScriptException known -> known.getMessage();
      case java.nio.file.NoSuchFileException missing -> missing.getMessage() + " does not exist.";
      case java.io.IOException trouble -> trouble.getMessage() + ".";
      default -> "a fault in mqctl itself: " + thrown + " (-v shows where).";
    };
  }
}
