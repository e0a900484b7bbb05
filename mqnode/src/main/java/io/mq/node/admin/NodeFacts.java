package io.mq.node.admin;

import io.mq.shared.id.NodeId;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What does not change while a node runs. Immutable.
 *
 * @param lost what its disk was found to have lost at the start, if anything
 * @param members everybody's addresses, this node's included
 */
public record NodeFacts(
    NodeId node,
    String clusterId,
    String version,
    long pid,
    Instant startedAt,
    String dataDirectory,
    Optional<String> lost,
    SortedMap<NodeId, Address> members) {

  /** Where a member is reached. */
  public record Address(String clientUrl, String peerUrl) {}

  /** Copies the map. */
  public NodeFacts {
    members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
  }
}
