package io.mq.ctl.cluster;

import io.mq.ctl.cluster.NodeView.Condition;
import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Turns the words by which people mean nodes into nodes: ids, {@code leader}, {@code followers},
 * {@code all}, {@code random}, {@code minority} and {@code majority}. The minority is the largest
 * there is and has the leader in it, if there is one; the majority is the rest.
 */
public final class Selectors {

  /** The words, besides node ids. */
  public static final List<String> WORDS =
      List.of("leader", "followers", "all", "random", "minority", "majority");

  private final ClusterState cluster;
  private final Supplier<Survey> look;
  private final RandomGenerator random;
  private Survey survey;

  /** Looks at the cluster only when a word asks for it. */
  public Selectors(ClusterState cluster, Supplier<Survey> look, RandomGenerator random) {
    this.cluster = cluster;
    this.look = look;
    this.random = random;
  }

  /**
   * The nodes that the words mean, each once, in the order of their ids.
   *
   * @throws ClusterException if a word means nothing here, or there is no leader to mean
   */
  public List<NodeId> resolve(Collection<String> words) {
    TreeSet<NodeId> nodes = new TreeSet<>();
    for (String word : words) {
      for (String part : word.split(",", -1)) {
        nodes.addAll(resolve(part));
      }
    }
    return List.copyOf(nodes);
  }

  private List<NodeId> resolve(String word) {
    return switch (word) {
      case "all" -> all();
      case "leader" -> List.of(survey().requireLeader().id());
      case "followers" -> {
        NodeId leader = survey().requireLeader().id();
        yield all().stream().filter(id -> !id.equals(leader)).toList();
      }
      case "random" -> List.of(any());
      case "minority" -> minority();
      case "majority" -> {
        List<NodeId> minority = minority();
        yield all().stream().filter(id -> !minority.contains(id)).toList();
      }
      default -> List.of(cluster.node(id(word)).id());
    };
  }

  private static NodeId id(String word) {
    return NodeId.parse(word)
        .orElseThrow(
            () ->
                ClusterException.usage(
                    "a node is n1, n2, ... or one of "
                        + String.join(", ", WORDS)
                        + "; got \""
                        + word
                        + "\"."));
  }

  private List<NodeId> all() {
    return cluster.nodes().stream().map(NodeRecord::id).toList();
  }

  private NodeId any() {
    List<NodeId> alive =
        survey().nodes().stream()
            .filter(node -> node.condition() != Condition.DOWN)
            .map(NodeView::id)
            .toList();
    List<NodeId> candidates = alive.isEmpty() ? all() : alive;
    return candidates.get(random.nextInt(candidates.size()));
  }

  private List<NodeId> minority() {
    List<NodeId> nodes = new ArrayList<>(all());
    Optional<NodeId> leader = survey().leader().map(NodeView::id);
    leader.ifPresent(
        id -> {
          nodes.remove(id);
          nodes.addFirst(id);
        });
    return nodes.subList(0, (nodes.size() - 1) / 2);
  }

  private Survey survey() {
    if (survey == null) {
      survey = look.get();
    }
    return survey;
  }
}
