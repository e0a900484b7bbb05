package io.mq.node.fault;

import io.mq.node.runtime.LinkEvents;
import io.mq.node.runtime.Links;
import io.mq.shared.fault.Direction;
import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Stands between the replica and its links, both ways, and does to each message what the faults in
 * force say. Link events pass untouched. Thread-safe.
 */
public final class FaultyLinks implements Links {

  private final FaultTable table;
  private final Links links;
  private final Timers timers;
  private final LinkResets resets;
  private final Map<NodeId, FaultyLink> outgoing;

  /** Sends through {@code links} to the peers of the table. */
  public FaultyLinks(FaultTable table, Links links, LinkResets resets, Timers timers) {
    this.table = table;
    this.links = links;
    this.timers = timers;
    this.resets = resets;
    this.outgoing =
        all(
            peer ->
                new FaultyLink(
                    Direction.OUT, peer, table, timers, resets, m -> links.send(peer, m)));
  }

  @Override
  public void send(NodeId to, ByteBuffer message) {
    FaultyLink link = outgoing.get(to);
    if (link == null) {
      links.send(to, message);
    } else {
      link.pass(message);
    }
  }

  /** Events that reach {@code events} only as far as the faults let them. */
  public LinkEvents incoming(LinkEvents events) {
    Map<NodeId, FaultyLink> incoming =
        all(
            peer ->
                new FaultyLink(
                    Direction.IN, peer, table, timers, resets, m -> events.received(peer, m)));
    return new LinkEvents() {
      @Override
      public void received(NodeId from, ByteBuffer message) {
        FaultyLink link = incoming.get(from);
        if (link == null) {
          events.received(from, message);
        } else {
          link.pass(message);
        }
      }

      @Override
      public void linkUp(NodeId peer) {
        events.linkUp(peer);
      }

      @Override
      public void linkDown(NodeId peer) {
        events.linkDown(peer);
      }
    };
  }

  private Map<NodeId, FaultyLink> all(Function<NodeId, FaultyLink> maker) {
    Map<NodeId, FaultyLink> all = new TreeMap<>();
    for (NodeId peer : table.peers()) {
      FaultyLink link = maker.apply(peer);
      all.put(peer, link);
      table.onChange(link::faultsChanged);
    }
    return all;
  }
}
