package io.mq.ctl.cluster;

import io.mq.ctl.cluster.Orphan.Mqnode;
import io.mq.ctl.cluster.Orphan.OtherNode;
import io.mq.ctl.cluster.Orphan.Part;
import io.mq.ctl.cluster.Orphan.Proxies;
import io.mq.ctl.cluster.Orphan.Standing;
import io.mq.shared.id.NodeId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Finds the processes of this user that no cluster's state knows (lesson 39), in any state folder:
 * each is held against the state of the cluster that its own command line names. Nothing is done to
 * any of them.
 */
public final class Orphans {

  private static final String TOOL = "io.mq.ctl.main.MqCtl";

  /** What is written down about a cluster. */
  sealed interface Written {
    /** This. */
    record Down(ClusterState state) implements Written {}

    /** Nothing. */
    record Nothing() implements Written {}

    /** Something that cannot be read. */
    record Unreadable() implements Written {}
  }

  private final Function<Path, Written> states;
  private final Map<Path, Written> read = new LinkedHashMap<>();

  private Orphans(Function<Path, Written> states) {
    this.states = states;
  }

  /** Those among these processes. */
  public static List<Orphan> among(List<OwnProcess> processes) {
    return among(processes, Orphans::load);
  }

  /** Those that run now for the cluster in that folder. */
  static List<Orphan> of(ClusterFolder folder) {
    return among(ProcessTable.own()).stream()
        .filter(orphan -> orphan.folder().filter(folder.path()::equals).isPresent())
        .toList();
  }

  /**
   * Those that run now for the cluster in that folder, in one line for a person; empty if there are
   * none.
   */
  static Optional<String> described(ClusterFolder folder) {
    List<String> each = of(folder).stream().map(orphan -> orphan.process().describe()).toList();
    return each.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", each));
  }

  static List<Orphan> among(List<OwnProcess> processes, Function<Path, Written> states) {
    return new Orphans(states).find(processes);
  }

  private static Written load(Path folder) {
    try {
      return new ClusterFolder(folder)
          .load()
          .<Written>map(Written.Down::new)
          .orElseGet(Written.Nothing::new);
    } catch (ClusterException e) {
      return new Written.Unreadable();
    }
  }

  private List<Orphan> find(List<OwnProcess> processes) {
    List<Orphan> candidates = new ArrayList<>();
    Set<Long> parts = new TreeSet<>();
    for (OwnProcess process : processes) {
      Optional<Orphan> candidate = candidate(process);
      candidate.ifPresent(_ -> parts.add(process.pid()));
      candidate.filter(orphan -> !isKnown(orphan)).ifPresent(candidates::add);
    }
    // What a part of a cluster has started, such as a script's interpreter, goes with it.
    return candidates.stream().filter(each -> !parts.contains(each.process().parent())).toList();
  }

  private Optional<Orphan> candidate(OwnProcess process) {
    Optional<StartedNode> started = StartedNode.of(process.words(), process.folder());
    if (started.isPresent()) {
      return Optional.of(orphan(process, new Mqnode(started.get()), started.get().clusterFolder()));
    }
    Optional<Path> plan = proxyPlan(process);
    if (plan.isPresent()) {
      return Optional.of(orphan(process, new Proxies(), plan.map(Path::getParent)));
    }
    return otherNode(process);
  }

  private static Optional<Path> proxyPlan(OwnProcess process) {
    List<String> words = process.words();
    int verb = words.indexOf("proxies");
    boolean isTool = words.contains(TOOL) || words.stream().anyMatch(w -> w.endsWith("/mqctl"));
    return isTool && verb > 0 && verb + 1 < words.size()
        ? Optional.of(process.folder().resolve(words.get(verb + 1)))
        : Optional.empty();
  }

  /** A node of another make runs in its own folder, and was told what its cluster's file says. */
  private Optional<Orphan> otherNode(OwnProcess process) {
    Path folder = process.folder();
    if (folder.getFileName() == null || folder.getParent() == null) {
      return Optional.empty();
    }
    Optional<NodeId> id = NodeId.parse(folder.getFileName().toString());
    Path cluster = folder.getParent();
    if (id.isEmpty() || cluster.getFileName() == null) {
      return Optional.empty();
    }
    boolean is =
        switch (written(cluster)) {
          case Written.Down(ClusterState state) -> runs(state, id.get(), cluster, process);
          case Written.Nothing(), Written.Unreadable() ->
              process.words().stream().anyMatch(word -> word.startsWith(folder + "/"));
        };
    return is
        ? Optional.of(orphan(process, new OtherNode(id.get()), Optional.of(cluster)))
        : Optional.empty();
  }

  /** Behind what may be an interpreter, which the system puts before a script's name. */
  private static boolean runs(ClusterState state, NodeId id, Path cluster, OwnProcess process) {
    Optional<NodeRecord> node =
        state.nodes().stream().filter(each -> each.id().equals(id)).findFirst();
    if (state.program().isEmpty() || node.isEmpty()) {
      return false;
    }
    List<String> expected =
        new NodeProgram.Other(state.program().get().program())
            .command(new ClusterFolder(cluster), state, node.get());
    List<String> words = process.words();
    List<String> arguments = expected.subList(1, expected.size());
    int from = words.size() - arguments.size();
    boolean sameEnd = from >= 1 && words.subList(from, words.size()).equals(arguments);
    return sameEnd && (!arguments.isEmpty() || words.contains(expected.getFirst()));
  }

  private Orphan orphan(OwnProcess process, Part part, Optional<Path> folder) {
    Standing standing =
        folder
            .map(
                path ->
                    switch (written(path)) {
                      case Written.Down(ClusterState _) -> Standing.UNKNOWN;
                      case Written.Nothing() -> Standing.NO_STATE;
                      case Written.Unreadable() -> Standing.UNREADABLE;
                    })
            .orElse(Standing.BY_HAND);
    return new Orphan(process, part, folder, standing);
  }

  private boolean isKnown(Orphan orphan) {
    return orphan.folder().map(this::written).stream()
        .anyMatch(
            written ->
                written instanceof Written.Down(ClusterState state)
                    && state.knows(orphan.process().identity()));
  }

  private Written written(Path folder) {
    return read.computeIfAbsent(folder, states);
  }
}
