package io.mq.ctl.fault;

import io.mq.ctl.cluster.ClusterException;
import io.mq.shared.fault.Block;
import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Nodes in groups; only those in the same group hear each other.
 *
 * @param groups at least two, disjoint, none empty
 */
public record Partition(List<List<NodeId>> groups) {

  /** The word for all nodes that no other group names. */
  public static final String REST = "rest";

  /**
   * Reads {@code n1 n2 | n3 n4 n5}.
   *
   * @param selectors turns the words of one group into nodes
   * @throws ClusterException unless every node is in exactly one group
   */
  public static Partition parse(
      String text,
      Collection<NodeId> allNodes,
      Function<Collection<String>, List<NodeId>> selectors) {
    TreeSet<NodeId> free = new TreeSet<>(allNodes);
    List<List<NodeId>> groups = new ArrayList<>();
    int restAt = -1;
    for (String part : text.split("\\|", -1)) {
      List<String> words = List.of(part.strip().split("[\\s,]+"));
      if (words.equals(List.of(REST)) && restAt < 0) {
        restAt = groups.size();
        groups.add(List.of());
        continue;
      }
      List<NodeId> group = words.equals(List.of("")) ? List.of() : selectors.apply(words);
      if (group.isEmpty()) {
        throw wrong("there is a group without nodes", text);
      }
      for (NodeId node : group) {
        if (!free.remove(node)) {
          throw wrong(node + " is in two groups", text);
        }
      }
      groups.add(group);
    }
    if (restAt >= 0) {
      groups.set(restAt, List.copyOf(free));
    }
    if (groups.size() < 2 || groups.stream().anyMatch(List::isEmpty)) {
      throw wrong("two groups or more are needed", text);
    }
    if (restAt < 0 && !free.isEmpty()) {
      throw wrong("no group names " + free, text);
    }
    return new Partition(List.copyOf(groups));
  }

  /** For each node the ones it no longer hears. */
  public Map<NodeId, List<NodeId>> cuts() {
    Map<NodeId, List<NodeId>> cuts = new TreeMap<>();
    List<NodeId> all = groups.stream().flatMap(List::stream).sorted().toList();
    for (List<NodeId> group : groups) {
      List<NodeId> others = all.stream().filter(node -> !group.contains(node)).toList();
      group.forEach(node -> cuts.put(node, others));
    }
    return cuts;
  }

  /** The cut as faults: every way between the groups is blocked, at both ends. */
  public FaultPlan plan(long leaseMillis) {
    TreeSet<Link> links = new TreeSet<>();
    cuts().forEach((node, others) -> links.addAll(Link.between(List.of(node), others, true)));
    return FaultPlan.ofLinks(new Block(), links, FaultPlan.Terms.lease(leaseMillis));
  }

  /** As a person would write it. */
  public String describe() {
    return String.join(
        " | ",
        groups.stream()
            .map(group -> String.join(" ", group.stream().map(NodeId::toString).toList()))
            .toList());
  }

  private static ClusterException wrong(String what, String text) {
    return ClusterException.usage(
        "a partition names every node once, in groups, such as \"n1 n2 | n3 n4 n5\" or \"leader |"
            + " rest\"; in \""
            + text
            + "\" "
            + what
            + ".");
  }
}
