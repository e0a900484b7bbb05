package io.mq.ctl.chaos;

import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Each node hears a majority, and no two hear the same one. With fewer than five, all is well. */
final class RingFault extends LeasedFault {

  @Override
  public String word() {
    return "majority-ring";
  }

  @Override
  public PlannedFault draw(Draw draw) {
    return draw.fault(word(), "all");
  }

  @Override
  Asked asked(PlannedFault plan, Target target, long leaseMillis) {
    List<NodeId> ring = target.all();
    int reach = (ring.size() / 2 + 1) / 2;
    Map<NodeId, List<NodeId>> cuts = new TreeMap<>();
    for (int i = 0; i < ring.size(); i++) {
      List<NodeId> far = new ArrayList<>();
      for (int j = 0; j < ring.size(); j++) {
        int distance = Math.abs(i - j);
        if (Math.min(distance, ring.size() - distance) > reach) {
          far.add(ring.get(j));
        }
      }
      cuts.put(ring.get(i), far);
    }
    return new Asked(cut(cuts, leaseMillis), ring, "each hears its neighbours only");
  }
}
