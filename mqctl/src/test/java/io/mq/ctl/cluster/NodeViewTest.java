package io.mq.ctl.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.cluster.NodeView.Condition;
import io.mq.shared.id.NodeId;
import io.mq.shared.json.Json;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeViewTest {

  private static NodeView view(String json) throws IOException {
    NodeRecord node = new NodeRecord(new NodeId(1), "127.0.0.1", 1, 2, Optional.empty());
    return new NodeView(node, Condition.UP, Optional.of(AdminStates.parse(Json.parse(json))), "");
  }

  @Test
  void a_node_whose_disk_has_lost_data_is_shown_as_repairing() throws IOException {
    NodeView node =
        view(
            "{\"node\":\"n1\",\"role\":\"FOLLOWER\",\"term\":5,"
                + "\"damage\":\"the log is damaged in segment-0000000001.log at byte 7\"}");

    assertTrue(node.isRepairing());
    assertEquals("repairing", node.role());
  }

  @Test
  void any_other_node_is_shown_by_its_role() throws IOException {
    NodeView node = view("{\"node\":\"n1\",\"role\":\"PRE_CANDIDATE\",\"term\":5}");

    assertFalse(node.isRepairing());
    assertEquals("pre-candidate", node.role());
  }
}
