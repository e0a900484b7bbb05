package io.mq.shared.wire;

/** Names of the HTTP headers that are our own. */
public final class Headers {

  /** An {@link ErrorCode} beside a body that has no room for it. */
  public static final String ERROR = "Mq-Error";

  /** The leader's URL on the same kind of port, when a node that is not the leader knows it. */
  public static final String LEADER = "Mq-Leader";

  /** The session of a command that shall take effect once. */
  public static final String SESSION = "Mq-Session";

  /** The number of the command in its session, from 1. */
  public static final String SEQUENCE = "Mq-Sequence";

  /** The receipt of one leased message that is sent as raw bytes. */
  public static final String RECEIPT = "Mq-Receipt";

  /** The id of one message that is sent as raw bytes. */
  public static final String MESSAGE_ID = "Mq-Message-Id";

  /** {@code local} on an answer that may be stale, because it was asked for so. */
  public static final String CONSISTENCY = "Mq-Consistency";

  /** The index of the last log entry that a stale answer reflects. */
  public static final String APPLIED_INDEX = "Mq-Applied-Index";

  private Headers() {}
}
