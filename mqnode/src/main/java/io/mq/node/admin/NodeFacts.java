package io.mq.node.admin;

import io.mq.shared.id.NodeId;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What does not change while a node runs. Immutable.
 *
 * @param members everybody's addresses, this node's included
 */
public record NodeFacts(
    NodeId node,
    String clusterId,
    String version,
    long pid,
    Instant startedAt,
    String dataDirectory,
    SortedMap<NodeId, Address> members) {

  /** Where a member is reached. */
  public record Address(String clientUrl, String peerUrl) {}

  /** Copies the map. */
  public NodeFacts {
    members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
  }
}
