package io.mq.shared.client;

/**
 * How patient a client is. Immutable.
 *
 * @param connectTimeoutMillis for a connection
 * @param tryTimeoutMillis for the first try of a request; well below the deadline, so that a node
 *     that hangs is left behind soon. Each try that fails doubles it
 * @param deadlineMillis for a whole request with all its tries
 * @param followsRedirects whether to go from node to node; false keeps to the nodes given
 * @param maxIdleConnections kept open between requests
 * @param asksForLeader whether to find the leader by {@code GET /status} before a request, for
 *     nodes of another make that do not redirect
 */
public record ClientSettings(
    int connectTimeoutMillis,
    int tryTimeoutMillis,
    int deadlineMillis,
    boolean followsRedirects,
    int maxIdleConnections,
    boolean asksForLeader) {

  /** 300 ms to connect, 700 ms for the first try, 10 s for a request; follows redirects. */
  public static final ClientSettings DEFAULT = new ClientSettings(300, 700, 10_000, true, 5, false);

  /** The same with another deadline; a try never gets more. */
  public ClientSettings withDeadlineMillis(int millis) {
    return new ClientSettings(
        connectTimeoutMillis,
        tryTimeoutMillis,
        millis,
        followsRedirects,
        maxIdleConnections,
        asksForLeader);
  }

  /** The same with another time for one try. */
  public ClientSettings withTryTimeoutMillis(int millis) {
    return new ClientSettings(
        connectTimeoutMillis,
        millis,
        deadlineMillis,
        followsRedirects,
        maxIdleConnections,
        asksForLeader);
  }

  /** The same, but asking only the nodes given. */
  public ClientSettings withoutRedirects() {
    return new ClientSettings(
        connectTimeoutMillis, tryTimeoutMillis, deadlineMillis, false, maxIdleConnections, false);
  }

  /** The same with room for as many connections as there are callers. */
  public ClientSettings withMaxIdleConnections(int connections) {
    return new ClientSettings(
        connectTimeoutMillis,
        tryTimeoutMillis,
        deadlineMillis,
        followsRedirects,
        connections,
        asksForLeader);
  }

  /** The same, but finding the leader by asking for it. */
  public ClientSettings askingForLeader() {
    return new ClientSettings(
        connectTimeoutMillis,
        tryTimeoutMillis,
        deadlineMillis,
        followsRedirects,
        maxIdleConnections,
        true);
  }
}
