package io.mq.ctl.chaos;

import io.mq.ctl.cluster.Waiting;
import io.mq.shared.fault.Block;
import io.mq.shared.fault.Direction;
import io.mq.shared.fault.FaultSpec;
import io.mq.shared.fault.MessageType;
import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A follower gets no entries for a time and then asks for votes, before it can catch up: nobody
 * whose log is longer may give it one.
 */
final class StaleCandidateFault extends LeasedFault {

  /** Long enough for votes to come, were there any. */
  private static final long VOTING_MILLIS = 150;

  @Override
  public String word() {
    return "stale-candidate";
  }

  @Override
  public boolean suitsAnyProgram() {
    return false;
  }

  @Override
  public PlannedFault draw(Draw draw) {
    return draw.fault(word(), draw.node());
  }

  @Override
  Asked asked(PlannedFault plan, Target target, long leaseMillis) {
    FaultSpec deaf =
        FaultSpec.network(new Block(), leaseMillis)
            .with(Direction.IN)
            .only(List.of(MessageType.APPEND, MessageType.SNAPSHOT));
    List<NodeId> followers = target.select("followers");
    List<NodeId> nodes = new ArrayList<>(target.select(plan.nodes()));
    nodes.retainAll(followers);
    if (nodes.isEmpty() && !followers.isEmpty()) {
      nodes.add(followers.get(target.random().nextInt(followers.size())));
    }
    Map<NodeId, List<FaultSpec>> specs = new TreeMap<>();
    nodes.forEach(node -> specs.put(node, List.of(deaf)));
    return new Asked(specs, nodes, "gets no entries, and asks for votes at the end");
  }

  @Override
  void beforehand(Asked asked, Target target) {
    target.cluster().startElections(asked.victims());
    Waiting.pause(VOTING_MILLIS);
  }
}
