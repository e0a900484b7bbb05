package io.mq.ctl.chaos;

import io.mq.ctl.cluster.ClusterException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One fault of a schedule. Immutable.
 *
 * @param atMillis since the run began; where there is a trigger, not before that
 * @param trigger the state of the cluster to wait for; empty for none
 * @param kind the word of a {@link FaultKind}
 * @param nodes selectors of the victims, or groups such as {@code n1 n2 | rest}
 * @param settings what else the kind needs, such as {@code delay: 50ms}
 * @param forMillis how long it lasts; 0 for a fault that is over at once
 */
public record PlannedFault(
    long atMillis,
    Optional<Trigger> trigger,
    String kind,
    String nodes,
    Map<String, String> settings,
    long forMillis) {

  /** Copies the map. */
  public PlannedFault {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** One that comes at its time, without settings. */
  public static PlannedFault at(long atMillis, String kind, String nodes, long forMillis) {
    return new PlannedFault(atMillis, Optional.empty(), kind, nodes, Map.of(), forMillis);
  }

  /** The same with one setting more. */
  public PlannedFault with(String setting, String value) {
    Map<String, String> more = new LinkedHashMap<>(settings);
    more.put(setting, value);
    return new PlannedFault(atMillis, trigger, kind, nodes, more, forMillis);
  }

  /**
   * A setting that is a whole number.
   *
   * @throws ClusterException if it is none, or out of range
   */
  int number(String setting, int otherwise, int least, int most) {
    String text = settings.getOrDefault(setting, Integer.toString(otherwise));
    if (text.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw ClusterException.usage(
        setting + " of " + kind + " is " + least + " to " + most + "; got " + text + ".");
  }

  /** A few words for people. */
  public String describe() {
    return kind + " " + nodes + (settings.isEmpty() ? "" : " " + settings);
  }
}
