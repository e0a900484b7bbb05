package io.mq.node.admin;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.fault.FaultTable;
import io.mq.node.raft.Configuration;
import io.mq.node.raft.RaftStatus;
import io.mq.node.runtime.AddressBook;
import io.mq.node.runtime.ReplicaPort;
import io.mq.node.runtime.ReplicaStatus;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.AdminState;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** {@code GET /admin/state}: everything the node knows about itself, at no cost to the replica. */
final class StateRoute implements Handler {

  private final NodeFacts facts;
  private final AddressBook book;
  private final ReplicaPort replica;
  private final LinkStates links;
  private final FaultTable faults;

  StateRoute(
      NodeFacts facts, AddressBook book, ReplicaPort replica, LinkStates links, FaultTable faults) {
    this.facts = facts;
    this.book = book;
    this.replica = replica;
    this.links = links;
    this.faults = faults;
  }

  @Override
  public void handle(Context ctx) throws IOException {
    AdminJson.respond(ctx, state());
  }

  private AdminState state() {
    ReplicaStatus status = replica.status();
    RaftStatus raft = status.raft();
    return new AdminState(
        facts.node().toString(),
        facts.clusterId(),
        facts.version(),
        facts.pid(),
        facts.startedAt().toString(),
        raft.role().name(),
        raft.term().value(),
        text(raft.vote()),
        text(raft.leader()),
        raft.firstIndex().value(),
        raft.lastIndex().value(),
        raft.lastTerm().value(),
        raft.durableIndex().value(),
        raft.commitIndex().value(),
        status.appliedIndex().value(),
        HexFormat.of().toHexDigits(status.stateHash()),
        status.logTimeMillis(),
        status.pendingRequests(),
        status.messages(),
        status.messagesPut(),
        status.queueBytes(),
        facts.maxQueueBytes(),
        raft.membership(),
        !raft.settled(),
        members(raft.configuration()),
        raft.followers().stream().map(StateRoute::follower).toList(),
        book.all().keySet().stream()
            .filter(peer -> !peer.equals(facts.node()))
            .map(
                peer ->
                    new AdminState.Link(
                        peer.toString(), links.outgoing(peer), links.incoming(peer)))
            .toList(),
        faults.list().size(),
        facts.dataDirectory(),
        raft.repairing() ? facts.lost().orElse("the disk has lost data") : null);
  }

  private List<AdminState.Member> members(Configuration configuration) {
    TreeSet<NodeId> known = new TreeSet<>(configuration.members());
    known.addAll(book.all().keySet());
    return known.stream().map(node -> MemberForms.view(node, configuration, book.all())).toList();
  }

  private static AdminState.Follower follower(RaftStatus.FollowerStatus follower) {
    return new AdminState.Follower(
        follower.node().toString(),
        follower.matchIndex().value(),
        follower.nextIndex().value(),
        follower.active(),
        follower.repairing());
  }

  private static String text(Optional<NodeId> node) {
    return node.map(NodeId::toString).orElse(null);
  }
}
