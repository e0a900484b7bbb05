package io.mq.node.admin;

import io.mq.node.http.RequestFailed;
import io.mq.node.runtime.AddressBook;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.ErrorCode;
import java.util.Optional;

/** Shows callers the way to the leader's own admin routes. */
final class Leaders {

  private final AddressBook book;

  Leaders(AddressBook book) {
    this.book = book;
  }

  /** The failure of a call that only a leader can carry out. */
  RequestFailed isElsewhere(Optional<NodeId> leader) {
    return new RequestFailed(
        leader.isPresent() ? ErrorCode.NOT_LEADER : ErrorCode.NO_LEADER,
        leader.map(node -> node + " leads").orElse("no leader is known"),
        leader.flatMap(book::peerUrl));
  }
}
