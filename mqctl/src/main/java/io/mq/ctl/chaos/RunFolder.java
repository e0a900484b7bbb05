package io.mq.ctl.chaos;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.ClusterException;
import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/**
 * What one run leaves.
 *
 * <pre>
 * history.jsonl   what the clients asked and were told, and the faults
 * schedule.yaml   the faults as planned; runs again with --schedule
 * events.jsonl    what the nodes told
 * logs/n1.log     what each node printed during the run
 * verdict.json    what it proves
 * report.html     all of it to look at
 * </pre>
 *
 * @param path where it is
 */
public record RunFolder(Path path) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  /** Makes a folder in {@code runs}, and points the link {@code latest} at it. */
  static RunFolder create(Path runs, String name, long seed, LocalDateTime now) throws IOException {
    String base = TIME.format(now) + "-" + name + "-seed" + seed;
    Files.createDirectories(runs);
    Path path = runs.resolve(base);
    for (int i = 2; Files.exists(path); i++) {
      path = runs.resolve(base + "-" + i);
    }
    Files.createDirectory(path);
    link(runs, path.getFileName());
    return new RunFolder(path);
  }

  /** A file system without links does without: it is only a convenience. */
  private static void link(Path runs, Path target) {
    try {
      Path fresh = runs.resolve(".latest-" + ProcessHandle.current().pid());
      Files.deleteIfExists(fresh);
      Files.createSymbolicLink(fresh, target);
      Files.move(fresh, runs.resolve("latest"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | UnsupportedOperationException e) {
      return;
    }
  }

  /**
   * An existing one.
   *
   * @throws ClusterException if there is no history in it
   */
  public static RunFolder open(Path path) {
    RunFolder folder = new RunFolder(path);
    if (!Files.exists(folder.history())) {
      throw ClusterException.usage(
          path + " is no folder of a run: there is no history.jsonl in it.");
    }
    return folder;
  }

  /** What the clients asked and were told. */
  public Path history() {
    return path.resolve("history.jsonl");
  }

  /** The faults as planned. */
  public Path schedule() {
    return path.resolve("schedule.yaml");
  }

  /** What the nodes told. */
  public Path events() {
    return path.resolve("events.jsonl");
  }

  /** What the run proves. */
  public Path verdict() {
    return path.resolve("verdict.json");
  }

  /** The page to look at. */
  public Path report() {
    return path.resolve("report.html");
  }

  /** Keeps what each of the nodes printed from that size of its log on. */
  void keepLogs(Cluster cluster, Collection<NodeId> nodes, Map<NodeId, Long> sizesBefore)
      throws IOException {
    Path logs = Files.createDirectories(path.resolve("logs"));
    for (NodeId node : nodes) {
      Path log = cluster.folder().logFile(node);
      if (Files.exists(log)) {
        byte[] all = Files.readAllBytes(log);
        int from = (int) Math.min(all.length, sizesBefore.getOrDefault(node, 0L));
        Files.write(logs.resolve(node + ".log"), Arrays.copyOfRange(all, from, all.length));
      }
    }
  }
}
