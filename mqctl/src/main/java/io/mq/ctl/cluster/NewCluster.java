package io.mq.ctl.cluster;

import io.mq.shared.config.ClusterFile;
import io.mq.shared.id.NodeId;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Decides all that is fixed about a cluster once and for all: its ports, its id, its secrets. */
final class NewCluster {

  private static final int SECRET_BYTES = 24;
  private static final int ID_BYTES = 6;

  private final SecureRandom random = new SecureRandom();
  private final StateHome home;

  NewCluster(StateHome home) {
    this.home = home;
  }

  ClusterState create(String name, ClusterFile file) {
    Set<Integer> taken = new TreeSet<>();
    for (ClusterFolder other : home.folders()) {
      other.load().ifPresent(state -> pinned(state, taken));
    }
    for (ClusterFile.Node node : file.nodes()) {
      node.port().ifPresent(taken::add);
      node.internalPort().ifPresent(taken::add);
    }
    String ip = file.nodes().getFirst().ip();
    Iterator<Integer> free = FreePorts.find(2 * file.nodes().size(), ip, taken, random).iterator();
    List<NodeRecord> nodes = new ArrayList<>();
    for (ClusterFile.Node node : file.nodes()) {
      NodeId id = new NodeId(nodes.size() + 1);
      int port = node.port().orElseGet(free::next);
      int internalPort = node.internalPort().orElseGet(free::next);
      nodes.add(new NodeRecord(id, node.ip(), port, internalPort, Optional.empty()));
    }
    return new ClusterState(
        name,
        name + "-" + hex(ID_BYTES),
        hex(SECRET_BYTES),
        hex(SECRET_BYTES),
        file.timing(),
        file.heap(),
        file.jvmOptions(),
        nodes);
  }

  private static void pinned(ClusterState state, Set<Integer> taken) {
    for (NodeRecord node : state.nodes()) {
      taken.add(node.port());
      taken.add(node.internalPort());
    }
  }

  private String hex(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
