package io.mq.ctl.chaos;

import io.mq.ctl.chaos.WorkloadPlan.Sessions;
import io.mq.ctl.cluster.ClusterException;
import io.mq.shared.json.Json;
import io.mq.shared.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a run is done on, and by which clients; written down so that it can be done again.
 *
 * @param nodes of a cluster that is started for the run; empty if a file says, or one runs already
 * @param file the cluster file of a cluster that is started for the run
 */
public record RunSpec(Optional<Integer> nodes, Optional<Path> file, WorkloadPlan workload) {

  /** Whether a cluster is started for the run. */
  public boolean startsCluster() {
    return nodes.isPresent() || file.isPresent();
  }

  /** The command that runs a schedule file again. */
  public String command(String schedule) {
    StringBuilder command = new StringBuilder("mqctl chaos run");
    nodes.ifPresent(number -> command.append(" -n ").append(number));
    file.ifPresent(path -> command.append(" -f ").append(path));
    WorkloadPlan normal = WorkloadPlan.DEFAULT;
    if (workload.clients() != normal.clients()) {
      command.append(" -c ").append(workload.clients());
    }
    if (workload.ratePerSecond() != normal.ratePerSecond()) {
      command.append(" --rate ").append(workload.ratePerSecond());
    }
    if (workload.topics() != normal.topics()) {
      command.append(" --topics ").append(workload.topics());
    }
    if (workload.sessions() != normal.sessions()) {
      command.append(" --sessions ").append(workload.sessions().name().toLowerCase(Locale.ROOT));
    }
    return command.append(" --schedule ").append(schedule).toString();
  }

  /** For {@code verdict.json}. */
  public Map<String, Object> asMap(String schedule) {
    Map<String, Object> map = new LinkedHashMap<>();
    nodes.ifPresent(number -> map.put("nodes", number));
    file.ifPresent(path -> map.put("file", path.toAbsolutePath().toString()));
    map.put("clients", workload.clients());
    map.put("rate", workload.ratePerSecond());
    map.put("topics", workload.topics());
    map.put("sessions", workload.sessions().name());
    map.put("command", command(schedule));
    return map;
  }

  /**
   * Reads it back from a run's folder.
   *
   * @throws ClusterException if the run has no verdict
   * @throws IOException if that cannot be read
   */
  public static RunSpec read(RunFolder folder) throws IOException {
    if (!Files.exists(folder.verdict())) {
      throw ClusterException.usage(folder.path() + " has no verdict.json; it did not end.");
    }
    JsonObject run = Json.parse(Files.readString(folder.verdict())).object("run");
    return new RunSpec(
        run.has("nodes") ? Optional.of((int) run.number("nodes")) : Optional.empty(),
        run.has("file") ? Optional.of(Path.of(run.text("file"))) : Optional.empty(),
        new WorkloadPlan(
            (int) run.number("clients"),
            (int) run.number("rate"),
            (int) run.number("topics"),
            Sessions.valueOf(run.text("sessions")),
            WorkloadPlan.DEFAULT.timeoutMillis()));
  }
}
