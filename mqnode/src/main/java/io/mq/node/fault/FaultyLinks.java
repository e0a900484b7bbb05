package io.mq.node.fault;

import io.mq.node.fault.Fault.Direction;
import io.mq.node.runtime.LinkEvents;
import io.mq.node.runtime.Links;
import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;

/**
 * Stands between the replica and its links, both ways, and does to each message what the faults in
 * force say. Link events pass untouched: a partition does not close connections. Thread-safe.
 */
public final class FaultyLinks implements Links {

  private final FaultTable faults;
  private final Links links;

  /** Sends through {@code links}. */
  public FaultyLinks(FaultTable faults, Links links) {
    this.faults = faults;
    this.links = links;
  }

  @Override
  public void send(NodeId to, ByteBuffer message) {
    if (passes(faults, Direction.OUT, to)) {
      links.send(to, message);
    }
  }

  /** Events that reach {@code events} only as far as the faults let them. */
  public LinkEvents incoming(LinkEvents events) {
    return new LinkEvents() {
      @Override
      public void received(NodeId from, ByteBuffer message) {
        if (passes(faults, Direction.IN, from)) {
          events.received(from, message);
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

  private static boolean passes(FaultTable faults, Direction way, NodeId peer) {
    for (Fault fault : faults.affecting(way, peer)) {
      if (loses(fault)) {
        return false;
      }
    }
    return true;
  }

  private static boolean loses(Fault fault) {
    return switch (fault) {
      case Block ignored -> true;
    };
  }
}
