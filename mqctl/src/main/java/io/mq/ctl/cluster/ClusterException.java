package io.mq.ctl.cluster;

/**
 * Something that a person asked for and that cannot be done. The message is one or more sentences
 * for that person: what was expected, what came, what to do.
 */
public final class ClusterException extends RuntimeException {

  /** What kind of trouble it is; decides the exit code. */
  public enum Kind {
    /** It was asked for wrongly. */
    USAGE,
    /** It was tried and did not work. */
    FAILED,
    /** Nobody answered, or no leader came in time. */
    UNREACHABLE
  }

  private final Kind kind;

  private ClusterException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** It was asked for wrongly. */
  public static ClusterException usage(String message) {
    return new ClusterException(Kind.USAGE, message);
  }

  /** It was tried and did not work. */
  public static ClusterException failed(String message) {
    return new ClusterException(Kind.FAILED, message);
  }

  /** Nobody answered, or no leader came in time. */
  public static ClusterException unreachable(String message) {
    return new ClusterException(Kind.UNREACHABLE, message);
  }

  /** What kind of trouble it is. */
  public Kind kind() {
    return kind;
  }
}
