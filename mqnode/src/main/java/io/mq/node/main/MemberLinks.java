package io.mq.node.main;

import io.mq.node.http.RequestFailed;
import io.mq.node.peer.Admission;
import io.mq.node.peer.PeerLinks;
import io.mq.node.raft.Configuration;
import io.mq.node.runtime.AddressBook;
import io.mq.node.runtime.ReplicaEvent.MembersChanged;
import io.mq.node.storage.KnownPeers;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.ErrorCode;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Keeps this node's links in line with the replicated configuration: whom it dials, whom it lets
 * in, and where it sends clients. Thread-safe.
 */
final class MemberLinks implements Admission {

  private final NodeId self;
  private final KnownPeers known;
  private final PeerLinks links;
  private final AddressBook book;
  private final Consumer<IOException> onDiskFailure;
  private volatile Configuration configuration;

  MemberLinks(
      NodeId self,
      Configuration initial,
      KnownPeers known,
      PeerLinks links,
      AddressBook book,
      Consumer<IOException> onDiskFailure) {
    this.self = self;
    this.configuration = initial;
    this.known = known;
    this.links = links;
    this.book = book;
    this.onDiskFailure = onDiskFailure;
    book.replace(initial.addresses());
  }

  /** The members are others. */
  void follow(MembersChanged now) {
    configuration = now.configuration();
    book.replace(now.addresses());
    links.follow(isRemoved(now) ? new TreeMap<>() : peerUrls());
  }

  /** Whether this node knows that it has no part in the cluster any more. */
  boolean isRemoved(MembersChanged now) {
    return now.settled() && now.configuration().isOutside(self);
  }

  private SortedMap<NodeId, String> peerUrls() {
    TreeMap<NodeId, String> urls = new TreeMap<>();
    book.all().forEach((node, address) -> urls.put(node, address.peerUrl()));
    urls.remove(self);
    return urls;
  }

  @Override
  public void admit(NodeId peer, String incarnation) throws RequestFailed {
    if (!mayStay(peer)) {
      throw new RequestFailed(
          ErrorCode.NODE_REMOVED,
          peer + " was taken out of the cluster; it has no part in it any more and can be stopped");
    }
    if (!isSame(peer, incarnation)) {
      throw new RequestFailed(
          ErrorCode.DATA_LOST,
          peer
              + " comes with another data directory than before and may have forgotten what it"
              + " voted for and stored; let it in again under a new number with mqctl node rejoin "
              + peer);
    }
  }

  private boolean isSame(NodeId peer, String incarnation) throws RequestFailed {
    try {
      return known.isSame(peer, incarnation);
    } catch (IOException e) {
      onDiskFailure.accept(e);
      throw new RequestFailed(ErrorCode.STOPPING, "the disk of this node has failed");
    }
  }

  @Override
  public boolean mayStay(NodeId peer) {
    return !configuration.isOutside(peer) || book.all().containsKey(peer);
  }
}
