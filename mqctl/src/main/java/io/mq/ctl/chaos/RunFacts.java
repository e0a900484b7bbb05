package io.mq.ctl.chaos;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run knows beside its history. Immutable.
 *
 * @param schedule what was planned
 * @param faults what became of it
 * @param findings what the nodes said and must never be
 * @param compared how often a node was held against another over the same stretch of the log
 * @param recovery whether the cluster came back; empty if the run did not get that far
 * @param drain whether the topics were emptied; empty if the run did not get that far
 * @param stopped why the run ended early; empty if it did not
 */
record RunFacts(
    Schedule schedule,
    List<FaultRecord> faults,
    List<Finding> findings,
    int compared,
    Optional<Recovery> recovery,
    Optional<Drain> drain,
    Optional<String> stopped) {

  /** How many faults of each kind took effect; a kind of which none did has a 0. */
  Map<String, Integer> effective() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (PlannedFault plan : schedule.faults()) {
      counts.putIfAbsent(plan.kind(), 0);
    }
    for (FaultRecord fault : faults) {
      counts.merge(fault.plan().kind(), fault.tookEffect() ? 1 : 0, Integer::sum);
    }
    return counts;
  }
}
