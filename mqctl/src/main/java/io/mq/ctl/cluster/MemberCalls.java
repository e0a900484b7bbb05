package io.mq.ctl.cluster;

import io.mq.shared.id.NodeId;
import io.mq.shared.wire.AdminState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Changes of the members, put to whoever leads, again and again until they are done or refused for
 * good. Each call asks for what shall be, so that to repeat it is harmless.
 */
final class MemberCalls {

  private static final long POLL_MILLIS = 50;

  /** One call on the leader's admin API. */
  interface Call {
    void to(NodeRecord leader) throws IOException;
  }

  private final Cluster cluster;
  private final AdminClient admin;
  private final long deadlineNanos;

  MemberCalls(Cluster cluster, AdminClient admin, long timeoutMillis) {
    this.cluster = cluster;
    this.admin = admin;
    this.deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
  }

  void addLearners(List<NodeRecord> nodes) {
    put(
        "let " + names(nodes.stream().map(NodeRecord::id).toList()) + " in as learners",
        leader -> admin.addLearners(leader, nodes));
  }

  /** Waits until they have caught up, which is when the leader agrees. */
  void promote(List<NodeId> nodes) {
    put("give " + names(nodes) + " a vote", leader -> admin.promote(leader, nodes));
  }

  void remove(List<NodeId> nodes) {
    put("take " + names(nodes) + " out", leader -> admin.removeMembers(leader, nodes));
  }

  /** What the leader says of the cluster. */
  AdminState leaderState() {
    return cluster.survey().requireLeader().state().orElseThrow();
  }

  private void put(String what, Call call) {
    String trouble = "there is no leader";
    do {
      Optional<NodeView> leader = cluster.survey().leader();
      if (leader.isPresent()) {
        try {
          call.to(leader.get().node());
          return;
        } catch (AdminRefusedException e) {
          if (!e.isPassing()) {
            throw ClusterException.failed(
                leader.get().id() + " does not " + what + ": " + e.detail() + ".");
          }
          trouble = e.detail();
        } catch (IOException e) {
          trouble = leader.get().id() + " " + e.getMessage();
        }
      }
      Waiting.pause(POLL_MILLIS);
    } while (System.nanoTime() - deadlineNanos < 0);
    throw ClusterException.unreachable(
        "could not " + what + " in time: " + trouble + "; the same command goes on where it was.");
  }

  static String names(List<NodeId> nodes) {
    return String.join(", ", nodes.stream().map(NodeId::toString).toList());
  }
}
