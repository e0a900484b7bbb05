package io.mq.shared.wire;

/**
 * Every way in which a node can say no. HTTP status, whether the request may have taken effect, the
 * client's retry rule and the documentation's table all derive from this one list.
 */
public enum ErrorCode {
  /** Malformed body, a missing or wrongly typed field, a bad name or parameter. */
  BAD_REQUEST(400, Definiteness.DEFINITE, RetryRule.NEVER),
  /** The cluster secret or admin token is missing or wrong. */
  UNAUTHORIZED(401, Definiteness.DEFINITE, RetryRule.NEVER),
  /** No such resource on this port. */
  NOT_FOUND(404, Definiteness.DEFINITE, RetryRule.NEVER),
  /** The topic does not exist. */
  TOPIC_UNKNOWN(404, Definiteness.DEFINITE, RetryRule.NEVER),
  /** The topic has no message to give. */
  QUEUE_EMPTY(404, Definiteness.DEFINITE, RetryRule.NEVER),
  /** The topic exists already. */
  TOPIC_EXISTS(409, Definiteness.DEFINITE, RetryRule.NEVER),
  /** A receipt names a message or an attempt that is no longer out on lease (lesson 35). */
  RECEIPT_STALE(409, Definiteness.DEFINITE, RetryRule.NEVER),
  /** The leader cannot carry out a transfer or a membership change now; the sentence says why. */
  CHANGE_REFUSED(409, Definiteness.DEFINITE, RetryRule.NEVER),
  /** No member change yet: another is under way, a learner lags, or voters do not answer. */
  CHANGE_TOO_EARLY(409, Definiteness.DEFINITE, RetryRule.ALWAYS),
  /** The node that calls comes with another data directory than before (lesson 26). */
  DATA_LOST(409, Definiteness.DEFINITE, RetryRule.NEVER),
  /** A sequence number older than the answers that the session still remembers. */
  SEQUENCE_TOO_OLD(409, Definiteness.MAYBE, RetryRule.NEVER),
  /** The session has expired or never was; an earlier try under it may have taken effect. */
  SESSION_UNKNOWN(410, Definiteness.DEFINITE, RetryRule.NEVER),
  /** The node that calls was taken out of the cluster. */
  NODE_REMOVED(410, Definiteness.DEFINITE, RetryRule.NEVER),
  /** A name, message or body over its limit. */
  TOO_LARGE(413, Definiteness.DEFINITE, RetryRule.NEVER),
  /** This node is not the leader and knows who is. */
  NOT_LEADER(307, Definiteness.DEFINITE, RetryRule.ALWAYS),
  /** No leader is known, and none appeared while the request was held. */
  NO_LEADER(503, Definiteness.DEFINITE, RetryRule.ALWAYS),
  /** A bound was reached: requests in flight, uncommitted bytes, mailbox. */
  BUSY(503, Definiteness.DEFINITE, RetryRule.ALWAYS),
  /** The node is stopping and takes no new requests. */
  STOPPING(503, Definiteness.DEFINITE, RetryRule.ALWAYS),
  /** The disk has no room for the request; nothing was written. */
  DISK_FULL(507, Definiteness.DEFINITE, RetryRule.ALWAYS),
  /** The queues hold as much as the leader's memory allows; gets make room. */
  QUEUES_FULL(507, Definiteness.DEFINITE, RetryRule.ALWAYS),
  /** The request was started and its outcome is not known here (lesson 36). */
  OUTCOME_UNKNOWN(504, Definiteness.MAYBE, RetryRule.WITH_SESSION),
  /** A fault in the node itself; the request may have taken effect. */
  INTERNAL(500, Definiteness.MAYBE, RetryRule.WITH_SESSION);

  private final int httpStatus;
  private final Definiteness definiteness;
  private final RetryRule retryRule;

  ErrorCode(int httpStatus, Definiteness definiteness, RetryRule retryRule) {
    this.httpStatus = httpStatus;
    this.definiteness = definiteness;
    this.retryRule = retryRule;
  }

  /** The HTTP status that carries this code. */
  public int httpStatus() {
    return httpStatus;
  }

  /** Whether the refused request certainly did not happen. */
  public Definiteness definiteness() {
    return definiteness;
  }

  /** What a client should do next. */
  public RetryRule retryRule() {
    return retryRule;
  }
}
