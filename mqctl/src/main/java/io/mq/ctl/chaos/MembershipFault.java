package io.mq.ctl.chaos;

import io.mq.ctl.cluster.ClusterException;
import io.mq.shared.id.NodeId;
import java.util.List;

/**
 * The members change. With {@code change: add} a new node is let in, and taken out at the end,
 * whether it leads by then or not; with {@code change: remove} nodes are taken out, and at the end
 * as many new ones are let in.
 */
final class MembershipFault implements FaultKind {

  private static final String CHANGE = "change";
  private static final String ADD = "add";
  private static final String REMOVE = "remove";

  @Override
  public String word() {
    return "membership";
  }

  @Override
  public boolean suitsAnyProgram() {
    return false;
  }

  @Override
  public boolean needsQuorumToEnd() {
    return true;
  }

  @Override
  public PlannedFault draw(Draw draw) {
    String change = draw.oneOf(List.of(ADD, REMOVE));
    return draw.fault(word(), change.equals(ADD) ? "new" : draw.oneNode()).with(CHANGE, change);
  }

  @Override
  public InForce begin(PlannedFault plan, Target target) {
    Roster roster = target.roster();
    String change = plan.settings().getOrDefault(CHANGE, REMOVE);
    return switch (change) {
      case ADD -> {
        NodeId added = roster.add();
        yield new InForce("was let in", List.of(added), () -> roster.remove(added));
      }
      case REMOVE -> {
        List<NodeId> going = target.select(plan.nodes());
        going.forEach(roster::remove);
        yield new InForce("was taken out", going, () -> going.forEach(roster::replace));
      }
      default ->
          throw ClusterException.usage(
              "the change of a membership fault is add or remove; got \"" + change + "\".");
    };
  }
}
