package io.mq.ctl.doctor;

import io.mq.shared.config.NodeTiming;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Whether the disks force fast enough, and keep what was forced. */
final class DiskSpeedCheck implements Check {

  private static final double SLOW_MEDIAN_MILLIS = 20;
  private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");

  @Override
  public String name() {
    return "disk speed";
  }

  @Override
  public List<Finding> examine(Surroundings surroundings) {
    int heartbeatMillis =
        surroundings.clusters().stream()
            .flatMap(cluster -> cluster.state().timing().stream())
            .flatMap(timing -> Stream.of(timing.heartbeatMillis()))
            .min(Integer::compare)
            .orElse(NodeTiming.DEFAULT.heartbeatMillis());
    List<Finding> findings = new ArrayList<>();
    for (Path place : surroundings.places()) {
      try {
        findings.add(
            judge(
                place, ForceTimes.measure(place), Surroundings.fileSystem(place), heartbeatMillis));
      } catch (IOException e) {
        findings.add(
            Finding.problem(
                name(),
                "no file can be written and forced in " + place + ": " + e.getMessage(),
                "see that there is room and that you may write there"));
      }
    }
    return findings;
  }

  Finding judge(Path place, ForceTimes times, String fileSystem, int heartbeatMillis) {
    String found =
        String.format(
            Locale.ROOT,
            "a force in %s (%s) takes %.1f ms at the median, %.1f ms at the 99th percentile of %d",
            place,
            fileSystem,
            times.medianMillis(),
            times.p99Millis(),
            times.count());
    if (IN_MEMORY.contains(fileSystem)) {
      return Finding.warning(
          name(),
          found + "; that is memory, and nothing in it survives a power loss",
          "for data that must last name a folder on a disk in XDG_STATE_HOME, or as data in the"
              + " cluster file");
    }
    if (times.medianMillis() > SLOW_MEDIAN_MILLIS || times.p99Millis() > heartbeatMillis) {
      return Finding.warning(
          name(),
          found + ", which is slow beside a heartbeat of " + heartbeatMillis + " ms",
          "put the data on a faster disk, or give the cluster file longer timing: puts wait for"
              + " this, and a leader whose disk hangs steps down");
    }
    return Finding.ok(name(), found);
  }
}
