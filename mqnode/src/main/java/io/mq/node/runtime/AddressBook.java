package io.mq.node.runtime;

import io.mq.shared.id.NodeId;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where everybody is reached, as the replicated configuration has it now (and not as a file had it
 * at some start). Thread-safe.
 */
public final class AddressBook {

  private volatile SortedMap<NodeId, MemberAddress> addresses = new TreeMap<>();

  /** Takes over the addresses of a configuration; texts that are none are left out. */
  public void replace(SortedMap<NodeId, String> texts) {
    TreeMap<NodeId, MemberAddress> next = new TreeMap<>();
    texts.forEach(
        (node, text) -> MemberAddress.parse(text).ifPresent(address -> next.put(node, address)));
    addresses = Collections.unmodifiableSortedMap(next);
  }

  /** All addresses as of now. */
  public SortedMap<NodeId, MemberAddress> all() {
    return addresses;
  }

  /** Everybody but that node. */
  public SortedSet<NodeId> others(NodeId self) {
    TreeSet<NodeId> others = new TreeSet<>(addresses.keySet());
    others.remove(self);
    return others;
  }

  /** Where a node serves clients, if that is known. */
  public Optional<String> clientUrl(NodeId node) {
    return Optional.ofNullable(addresses.get(node)).map(MemberAddress::clientUrl);
  }

  /** Where a node serves peers, if that is known. */
  public Optional<String> peerUrl(NodeId node) {
    return Optional.ofNullable(addresses.get(node)).map(MemberAddress::peerUrl);
  }
}
