package io.mq.shared.fault;

import io.mq.shared.id.NodeId;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A fault as it is asked of a node. Immutable.
 *
 * @param direction which way messages are affected, seen from the node; of network effects only
 * @param peers the other ends; empty for all of them
 * @param messages the affected kinds; empty for all of them
 * @param seed of everything that chance decides; empty leaves it to the node
 * @param leaseMillis after which the node lifts it alone (lesson 37)
 */
public record FaultSpec(
    Effect effect,
    Direction direction,
    SortedSet<NodeId> peers,
    Set<MessageType> messages,
    OptionalLong seed,
    long leaseMillis) {

  /** The lease of a fault that asks for none. */
  public static final long DEFAULT_LEASE_MILLIS = 60_000;

  /** The longest lease. */
  public static final long MAX_LEASE_MILLIS = 3_600_000;

  /**
   * Copies the sets.
   *
   * @throws IllegalArgumentException if the lease is out of range
   */
  public FaultSpec {
    Parameters.checkRange("leaseMillis", leaseMillis, 1, MAX_LEASE_MILLIS);
    peers = Collections.unmodifiableSortedSet(new TreeSet<>(peers));
    EnumSet<MessageType> types = EnumSet.noneOf(MessageType.class);
    types.addAll(messages);
    messages = Collections.unmodifiableSet(types);
  }

  /** A network fault between a node and all its peers, both ways, of all messages. */
  public static FaultSpec network(NetworkEffect effect, long leaseMillis) {
    return new FaultSpec(
        effect, Direction.BOTH, new TreeSet<>(), Set.of(), OptionalLong.empty(), leaseMillis);
  }

  /** The same in one direction. */
  public FaultSpec with(Direction other) {
    return new FaultSpec(effect, other, peers, messages, seed, leaseMillis);
  }

  /** The same between the node and these peers. */
  public FaultSpec between(Collection<NodeId> others) {
    return new FaultSpec(effect, direction, new TreeSet<>(others), messages, seed, leaseMillis);
  }

  /** The same for these kinds of messages. */
  public FaultSpec only(Collection<MessageType> types) {
    EnumSet<MessageType> some = EnumSet.noneOf(MessageType.class);
    some.addAll(types);
    return new FaultSpec(effect, direction, peers, some, seed, leaseMillis);
  }

  /** The same with that seed. */
  public FaultSpec seeded(long number) {
    return new FaultSpec(effect, direction, peers, messages, OptionalLong.of(number), leaseMillis);
  }

  /** Whether a message to ({@code OUT}) or from ({@code IN}) a peer is affected. */
  public boolean touches(Direction way, NodeId peer) {
    return effect instanceof NetworkEffect
        && direction.covers(way)
        && (peers.isEmpty() || peers.contains(peer));
  }

  /** The short form for logs, such as {@code drop 10% out n2 n3 append}. */
  public String describe() {
    StringBuilder text = new StringBuilder(effect.describe());
    if (effect instanceof NetworkEffect) {
      text.append(' ').append(direction.word());
      peers.forEach(peer -> text.append(' ').append(peer));
      messages.forEach(type -> text.append(' ').append(type.word()));
    }
    if (effect.isRandom() && seed.isPresent()) {
      text.append(" seed ").append(seed.getAsLong());
    }
    return text.toString();
  }
}
