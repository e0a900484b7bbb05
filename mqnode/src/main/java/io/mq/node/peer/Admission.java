package io.mq.node.peer;

import io.mq.node.http.RequestFailed;
import io.mq.shared.id.NodeId;

/** Whom this node takes links from, among those who know the secret. Thread-safe. */
public interface Admission {

  /**
   * Lets a peer in.
   *
   * @param incarnation of the peer's data directory, in hexadecimal digits
   * @throws RequestFailed with the reason why not
   */
  void admit(NodeId peer, String incarnation) throws RequestFailed;

  /** Whether a peer that was let in may stay, now that the members may be others. */
  boolean mayStay(NodeId peer);
}
