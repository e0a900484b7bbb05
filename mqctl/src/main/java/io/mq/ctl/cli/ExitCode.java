package io.mq.ctl.cli;

/** What the tool's exit status says; the only list of them (lesson 42). */
public enum ExitCode {
  /** Done. */
  OK(0, "done"),
  /** It was tried and failed, or was refused. */
  FAILED(1, "failed, or refused by the cluster"),
  /** The command line or a file is wrong. */
  USAGE(2, "the command line or a file is wrong"),
  /** No node could be reached, or no leader came in time; nothing has happened. */
  UNREACHABLE(3, "no node reached, or no leader in time; it did not happen"),
  /** The cluster broke a promise. */
  VIOLATION(4, "the cluster broke a promise"),
  /** It cannot be told: an unknown outcome, or too little evidence. */
  UNDECIDED(5, "cannot be told: it may or may not have happened");

  private final int status;
  private final String meaning;

  ExitCode(int status, String meaning) {
    this.status = status;
    this.meaning = meaning;
  }

  /** The process's exit status. */
  public int status() {
    return status;
  }

  /** The code of a status; one that is none of ours is a failure. */
  static ExitCode of(int status) {
    for (ExitCode code : values()) {
      if (code.status == status) {
        return code;
      }
    }
    return FAILED;
  }

  /** What it says, in a few words. */
  public String meaning() {
    return meaning;
  }
}
