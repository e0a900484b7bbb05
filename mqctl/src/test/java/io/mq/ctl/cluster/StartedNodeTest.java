package io.mq.ctl.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.shared.id.NodeId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the command line of a process tells about the node that it is. */
class StartedNodeTest {

  private static final Path FOLDER = Path.of("/s/mqctl/clusters/demo/n2");

  private static Optional<StartedNode> parse(String words) {
    return StartedNode.of(List.of(words.split(" ")), FOLDER);
  }

  @Test
  void a_node_of_a_cluster_names_its_folder_and_its_data() {
    StartedNode node =
        parse(
                "/jdk/bin/java -Xmx512m -cp mqnode.jar io.mq.node.main.MqNode"
                    + " /s/mqctl/clusters/demo/n2/config.json 1 --data"
                    + " /s/mqctl/clusters/demo/n2/data --existing --join")
            .orElseThrow();

    assertEquals(Optional.of(new NodeId(2)), node.node());
    assertEquals(Optional.of(Path.of("/s/mqctl/clusters/demo")), node.clusterFolder());
    assertEquals(Optional.of(FOLDER.resolve("data")), node.data());
    assertEquals(1, node.index());
    assertTrue(node.joins());
  }

  @Test
  void a_launcher_that_has_not_come_to_its_jvm_and_another_program_are_told_by_the_file() {
    String arguments = " /s/mqctl/clusters/demo/n2/config.json 1 --data /d";

    assertEquals(
        Optional.of(new NodeId(2)),
        parse("/bin/sh /mq/mqnode/bin/mqnode" + arguments).orElseThrow().node());
    assertEquals(
        Optional.of(Path.of("/d")),
        parse("/jdk/bin/java io.mq.node.main.MutantNode" + arguments).orElseThrow().data());
  }

  @Test
  void a_node_that_was_started_by_hand_belongs_to_no_cluster() {
    StartedNode node =
        parse("java -cp x.jar io.mq.node.main.MqNode --data=here cluster.json 0").orElseThrow();

    assertEquals(FOLDER.resolve("cluster.json"), node.config());
    assertEquals(Optional.of(FOLDER.resolve("here")), node.data());
    assertEquals(Optional.empty(), node.clusterFolder());
  }

  @Test
  void other_processes_are_no_nodes() {
    for (String words :
        List.of(
            "java io.mq.node.main.MqNode simulate --seeds 1..10",
            "java io.mq.node.main.MqNode inspect /s/mqctl/clusters/demo/n2/data",
            "vi /s/mqctl/clusters/demo/n2/config.json",
            "tail -n 20 /s/mqctl/clusters/demo/n2/config.json 1",
            "python3 node.py /s/mqctl/clusters/demo/n2/config.json 1",
            "bash")) {
      assertEquals(Optional.empty(), parse(words), words);
    }
  }
}
