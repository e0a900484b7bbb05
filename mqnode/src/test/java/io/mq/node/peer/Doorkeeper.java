package io.mq.node.peer;

import io.mq.node.http.RequestFailed;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.ErrorCode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Lets everybody in but the removed, and remembers their directories. */
final class Doorkeeper implements Admission {
  final Set<NodeId> removed = ConcurrentHashMap.newKeySet();
  final Map<NodeId, String> incarnations = new ConcurrentHashMap<>();

  @Override
  public void admit(NodeId peer, String incarnation) throws RequestFailed {
    if (!mayStay(peer)) {
      throw new RequestFailed(ErrorCode.NODE_REMOVED, peer + " is out");
    }
    String before = incarnations.putIfAbsent(peer, incarnation);
    if (before != null && !before.equals(incarnation)) {
      throw new RequestFailed(ErrorCode.DATA_LOST, peer + " has lost its data");
    }
  }

  @Override
  public boolean mayStay(NodeId peer) {
    return !removed.contains(peer);
  }
}
