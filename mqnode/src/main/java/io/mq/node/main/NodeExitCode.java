package io.mq.node.main;

/** How the process ends. */
enum NodeExitCode {
  /** It was told to stop and did, or has printed what it was asked for. */
  OK(0),
  /** It could not start, or had to stop. */
  FAILED(1),
  /** Its arguments make no sense. */
  USAGE(2),
  /** The data directory that was looked at is damaged. */
  DAMAGED(4);

  private final int number;

  NodeExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
