package io.mq.shared.config;

/**
 * Bounds on what clients may ask of a node. Immutable.
 *
 * @param maxBodyBytes the largest request body, 1 byte to 8 MiB
 * @param maxInFlightRequests requests worked on at the same time; one more is told to come back
 * @param requestTimeoutMillis how long a request waits for its outcome
 */
public record NodeLimits(int maxBodyBytes, int maxInFlightRequests, int requestTimeoutMillis) {

  /** The largest {@code maxBodyBytes}: what one message between peers carries with certainty. */
  public static final int MAX_BODY_BYTES = 8 << 20;

  /** 1 MiB, 1024 requests, 10 s. */
  public static final NodeLimits DEFAULT = new NodeLimits(1 << 20, 1024, 10_000);
}
