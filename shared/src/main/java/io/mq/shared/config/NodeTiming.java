package io.mq.shared.config;

/**
 * How often a replica does things, all in milliseconds. Immutable.
 *
 * @param tickMillis the step of the replica's clock
 * @param heartbeatMillis between heartbeats of an idle leader
 * @param electionMinMillis shortest election timeout
 * @param electionMaxMillis longest election timeout
 */
public record NodeTiming(
    int tickMillis, int heartbeatMillis, int electionMinMillis, int electionMaxMillis) {

  /** Tick 10 ms, heartbeat 50 ms, election timeout 300 to 600 ms. */
  public static final NodeTiming DEFAULT = new NodeTiming(10, 50, 300, 600);
}
