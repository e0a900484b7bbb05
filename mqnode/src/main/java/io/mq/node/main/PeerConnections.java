package io.mq.node.main;

import io.javalin.config.JavalinConfig;
import io.mq.node.admin.LinkStates;
import io.mq.node.fault.FaultyLinks;
import io.mq.node.peer.Admission;
import io.mq.node.peer.LinkRefusals;
import io.mq.node.peer.PeerEndpoint;
import io.mq.node.peer.PeerIdentity;
import io.mq.node.peer.PeerLinks;
import io.mq.node.runtime.LinkEvents;
import io.mq.node.runtime.Links;
import io.mq.node.runtime.NodeLoop;
import io.mq.node.runtime.Receiver;
import io.mq.node.runtime.SnapshotLinks;
import io.mq.shared.fault.Direction;
import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * All connections between one node and its peers, with what may be broken on purpose between them
 * and the node's loop: the links, the connections on which this node sends snapshots, and those on
 * which peers do. Thread-safe.
 */
final class PeerConnections implements LinkStates, AutoCloseable {

  private final PeerIdentity identity;
  private final PeerLinks links;
  private final PeerEndpoint endpoint;
  private final FaultyLinks messages;
  private final FaultyLinks pieces;
  private final FaultyLinks answers;
  private final LinkEvents incoming;
  private final Receiver incomingAnswers;
  private final Consumer<String> log;

  PeerConnections(
      PeerIdentity identity,
      Admission admission,
      PeerLinks links,
      NodeFaults faults,
      NodeLoop loop,
      Consumer<String> log) {
    this.identity = identity;
    this.links = links;
    this.log = log;
    messages = faults.links(links, this::resetLink);
    pieces = faults.links(links::sendPiece, this::resetPieces);
    answers = faults.links(this::answerPiece, this::resetAnswers);
    incoming = messages.incoming(loop);
    incomingAnswers = answers.receiving(loop);
    Receiver incomingPieces = pieces.receiving(loop);
    endpoint = new PeerEndpoint(identity, admission, links, incoming, incomingPieces, log);
  }

  /** The way out for Raft's messages. */
  Links messages() {
    return messages;
  }

  /** The ways out for snapshots. */
  SnapshotLinks snapshots() {
    return new SnapshotLinks(pieces, answers);
  }

  /** Adds the route that peers dial. */
  void install(JavalinConfig routes) {
    endpoint.install(routes);
  }

  /** Dials the members from now on. */
  void start(LinkRefusals refusals) {
    links.start(identity, endpoint, incoming, incomingAnswers, refusals, log);
  }

  /** Closes what those have opened who are no members any more, after a last word. */
  void dismissLater() {
    links.later(endpoint::dismiss);
  }

  @Override
  public boolean outgoing(NodeId peer) {
    return links.isUp(peer);
  }

  @Override
  public boolean incoming(NodeId peer) {
    return endpoint.isConnected(peer);
  }

  private void answerPiece(NodeId to, ByteBuffer answer) {
    endpoint.answerPiece(to, answer);
  }

  /** A message goes over the connection that its receiver has dialled, if that one is up. */
  private void resetLink(Direction way, NodeId peer) {
    boolean dialledByPeer = way == Direction.OUT ? endpoint.isConnected(peer) : !links.isUp(peer);
    if (dialledByPeer) {
      endpoint.reset(peer);
    } else {
      links.reset(peer);
    }
  }

  /** A piece goes over a connection of its sender. */
  private void resetPieces(Direction way, NodeId peer) {
    resetSnapshots(way == Direction.OUT, peer);
  }

  /** An answer goes over the connection of the one who is answered. */
  private void resetAnswers(Direction way, NodeId peer) {
    resetSnapshots(way == Direction.IN, peer);
  }

  private void resetSnapshots(boolean dialledHere, NodeId peer) {
    if (dialledHere) {
      links.resetSnapshots(peer);
    } else {
      endpoint.resetSnapshots(peer);
    }
  }

  @Override
  public void close() {
    links.close();
  }
}
