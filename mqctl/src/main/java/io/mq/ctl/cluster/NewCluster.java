package io.mq.ctl.cluster;

import io.mq.shared.config.ClusterFile;
import io.mq.shared.config.NodeOverrides;
import io.mq.shared.config.OtherProgram;
import io.mq.shared.config.PeerPort;
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

  /**
   * A cluster as it is before anything is decided: without secrets and proxies, and with 0 for each
   * port that the file leaves open.
   */
  static ClusterState draft(String name, ClusterFile file) {
    List<NodeRecord> nodes = new ArrayList<>();
    for (ClusterFile.Node node : file.nodes()) {
      NodeId id = new NodeId(nodes.size() + 1);
      nodes.add(
          new NodeRecord(
              id,
              node.ip(),
              node.port().orElse(0),
              node.internalPort().orElse(0),
              Optional.empty(),
              overrides(id, node, file),
              Optional.empty()));
    }
    return new ClusterState(
        name,
        "",
        "",
        "",
        file.timing(),
        file.snapshots(),
        file.heap(),
        file.jvmOptions(),
        file.program().map(each -> new ProgramState(each, 0, List.of(), Optional.empty())),
        nodes);
  }

  ClusterState create(String name, ClusterFile file) {
    Set<Integer> taken = pinned(home);
    for (ClusterFile.Node node : file.nodes()) {
      node.port().ifPresent(taken::add);
      node.internalPort().ifPresent(taken::add);
    }
    String ip = file.nodes().getFirst().ip();
    int count = 2 * file.nodes().size() + file.program().map(each -> proxyPorts(file)).orElse(0);
    Iterator<Integer> free = FreePorts.find(count, ip, taken, random).iterator();
    Optional<ProgramState> program = file.program().map(each -> program(each, file, free));
    List<NodeRecord> nodes = new ArrayList<>();
    for (ClusterFile.Node node : file.nodes()) {
      NodeId id = new NodeId(nodes.size() + 1);
      int port = node.port().orElseGet(free::next);
      int internalPort = node.internalPort().orElseGet(free::next);
      Optional<String> standIn = program.map(each -> each.adminUrl(id));
      nodes.add(
          new NodeRecord(
              id,
              node.ip(),
              port,
              internalPort,
              standIn,
              overrides(id, node, file),
              Optional.empty()));
    }
    return new ClusterState(
        name,
        name + "-" + hex(ID_BYTES),
        hex(SECRET_BYTES),
        hex(SECRET_BYTES),
        file.timing(),
        file.snapshots(),
        file.heap(),
        file.jvmOptions(),
        program,
        nodes);
  }

  private static NodeOverrides overrides(NodeId id, ClusterFile.Node node, ClusterFile file) {
    NodeOverrides own = node.overrides();
    Optional<String> data = own.data().or(() -> file.data().map(folder -> folder + "/" + id));
    return new NodeOverrides(own.timing(), own.heap(), own.jvmOptions(), data);
  }

  private static List<PeerPort> reached(PeerPort dialled) {
    return dialled == PeerPort.BOTH
        ? List.of(PeerPort.PORT, PeerPort.INTERNAL_PORT)
        : List.of(dialled);
  }

  /** For each ordered pair of nodes and each port that is dialled, and one for administration. */
  private static int proxyPorts(ClusterFile file) {
    int nodes = file.nodes().size();
    return nodes * (nodes - 1) * reached(file.program().orElseThrow().peersDial()).size() + 1;
  }

  private static ProgramState program(
      OtherProgram program, ClusterFile file, Iterator<Integer> free) {
    int controlPort = free.next();
    List<ProgramState.Proxy> proxies = new ArrayList<>();
    for (int from = 1; from <= file.nodes().size(); from++) {
      for (int to = 1; to <= file.nodes().size(); to++) {
        for (PeerPort reached : from == to ? List.<PeerPort>of() : reached(program.peersDial())) {
          proxies.add(
              new ProgramState.Proxy(new NodeId(from), new NodeId(to), reached, free.next()));
        }
      }
    }
    return new ProgramState(program, controlPort, proxies, Optional.empty());
  }

  /** The ports of all clusters, those of nodes that are down included. */
  static Set<Integer> pinned(StateHome home) {
    Set<Integer> taken = new TreeSet<>();
    for (ClusterFolder folder : home.folders()) {
      folder.load().ifPresent(state -> pinned(state, taken));
    }
    return taken;
  }

  private static void pinned(ClusterState state, Set<Integer> taken) {
    for (NodeRecord node : state.nodes()) {
      taken.add(node.port());
      taken.add(node.internalPort());
    }
    state
        .program()
        .ifPresent(
            program -> {
              taken.add(program.controlPort());
              program.proxies().forEach(proxy -> taken.add(proxy.port()));
            });
  }

  private String hex(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
