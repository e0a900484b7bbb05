package io.mq.ctl.fault;

import io.mq.shared.id.NodeId;
import java.util.Collection;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;

/** The way from one node to another. Immutable. */
public record Link(NodeId from, NodeId to) implements Comparable<Link> {

  /** From every one of the first to every one of the second, and back as well if asked for. */
  public static SortedSet<Link> between(
      Collection<NodeId> from, Collection<NodeId> to, boolean bothWays) {
    TreeSet<Link> links = new TreeSet<>();
    for (NodeId one : from) {
      for (NodeId other : to) {
        if (!one.equals(other)) {
          links.add(new Link(one, other));
          if (bothWays) {
            links.add(new Link(other, one));
          }
        }
      }
    }
    return links;
  }

  @Override
  public int compareTo(Link other) {
    return Comparator.comparing(Link::from).thenComparing(Link::to).compare(this, other);
  }

  @Override
  public String toString() {
    return from + " to " + to;
  }
}
