package io.mq.ctl.bench;

/**
 * A load: so many clients, each with one request in flight, for so long.
 *
 * @param clients 1 or more
 * @param durationMillis of the measurement
 * @param messageBytes of each message put
 * @param batch messages in one request
 */
public record Load(
    Operation operation,
    String topic,
    int clients,
    long durationMillis,
    int messageBytes,
    int batch) {

  /** What the clients do. */
  public enum Operation {
    /** Append messages. */
    PUT,
    /** Take messages, until the time is over or none is left. */
    GET
  }
}
