package io.mq.shared.config;

import java.util.LinkedHashMap;
import java.util.Map;

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

  /** As it stands in files. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("tickMillis", tickMillis);
    fields.put("heartbeatMillis", heartbeatMillis);
    fields.put("electionMinMillis", electionMinMillis);
    fields.put("electionMaxMillis", electionMaxMillis);
    return fields;
  }
}
