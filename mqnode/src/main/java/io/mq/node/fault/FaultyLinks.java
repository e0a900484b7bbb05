package io.mq.node.fault;

import io.mq.node.runtime.LinkEvents;
import io.mq.node.runtime.Links;
import io.mq.node.runtime.Receiver;
import io.mq.shared.fault.Direction;
import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Stands between the replica and one kind of its connections, both ways, and does to each message
 * what the faults in force say. Link events pass untouched. Thread-safe.
 *
 * <p>Each kind of connections has faulty links of its own, as each is a stream of its own: what a
 * fault holds back of a snapshot holds up no message of Raft, and a narrow bandwidth is that of
 * each connection for itself.
 */
public final class FaultyLinks implements Links {

  private final FaultTable table;
  private final Links links;
  private final Timers timers;
  private final LinkResets resets;
  private final Map<NodeId, FaultyLink> outgoing = new ConcurrentHashMap<>();

  /** Sends through {@code links}. */
  public FaultyLinks(FaultTable table, Links links, LinkResets resets, Timers timers) {
    this.table = table;
    this.links = links;
    this.timers = timers;
    this.resets = resets;
  }

  @Override
  public void send(NodeId to, ByteBuffer message) {
    link(outgoing, Direction.OUT, to, next -> links.send(to, next)).pass(message);
  }

  /** Events that reach {@code events} only as far as the faults let them. */
  public LinkEvents incoming(LinkEvents events) {
    Receiver messages = receiving(events);
    return new LinkEvents() {
      @Override
      public void received(NodeId from, ByteBuffer message) {
        messages.received(from, message);
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

  /** Messages that reach {@code receiver} only as far as the faults let them. */
  public Receiver receiving(Receiver receiver) {
    Map<NodeId, FaultyLink> incoming = new ConcurrentHashMap<>();
    return (from, message) ->
        link(incoming, Direction.IN, from, next -> receiver.received(from, next)).pass(message);
  }

  /** Members come and go, and each way to one of them is made when it is first used. */
  private FaultyLink link(
      Map<NodeId, FaultyLink> made, Direction way, NodeId peer, Consumer<ByteBuffer> next) {
    FaultyLink known = made.get(peer);
    return known != null
        ? known
        : made.computeIfAbsent(
            peer,
            _ -> {
              FaultyLink link = new FaultyLink(way, peer, table, timers, resets, next);
              table.onChange(link::faultsChanged);
              return link;
            });
  }
}
