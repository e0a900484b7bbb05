package io.mq.ctl.cluster;

import io.mq.ctl.cluster.Orphan.Mqnode;
import io.mq.shared.config.NodeConfig;
import io.mq.shared.config.NodeOverrides;
import io.mq.shared.config.NodeSnapshots;
import io.mq.shared.config.NodeTiming;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.AdminState;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Makes a cluster's state anew of what its running nodes were started with and say. The secrets are
 * in their environment, the addresses of all members in the log that they replicate, their timing
 * in their configuration files as long as those are there. The caller holds the cluster's lock.
 */
final class Rebuilding {

  private final ClusterFolder folder;
  private final Consumer<String> refused;

  Rebuilding(ClusterFolder folder, Consumer<String> refused) {
    this.folder = folder;
    this.refused = refused;
  }

  /** One running node. */
  private record Witness(
      Orphan orphan, StartedNode started, Interview said, Map<String, String> environment) {

    String variable(String name) {
      return environment.getOrDefault(name, "");
    }

    /** All that must be the same for nodes of one cluster. */
    List<String> cluster() {
      return List.of(
          said.state().clusterId(), variable("MQ_CLUSTER_SECRET"), variable("MQ_ADMIN_TOKEN"));
    }
  }

  /** The state; empty if these processes do not make one. Not written down yet. */
  Optional<ClusterState> from(List<Orphan> orphans) {
    TreeMap<NodeId, Witness> witnesses = new TreeMap<>();
    for (Orphan orphan : orphans) {
      try {
        Witness witness = hear(orphan);
        if (!witnesses.isEmpty()
            && !witnesses.firstEntry().getValue().cluster().equals(witness.cluster())) {
          throw Adoption.refuse(
              orphan,
              "it is of another cluster than "
                  + witnesses.firstEntry().getValue().orphan().process().describe());
        }
        witnesses.put(witness.said().id(), witness);
      } catch (ClusterException e) {
        refused.accept(e.getMessage());
      }
    }
    return witnesses.isEmpty() ? Optional.empty() : Optional.of(state(witnesses));
  }

  private static Witness hear(Orphan orphan) {
    Adoption.mustGoOn(orphan);
    if (!(orphan.part() instanceof Mqnode(StartedNode started))) {
      throw Adoption.refuse(
          orphan,
          "only mqnode says enough to make a new cluster.json, so start the cluster anew once all"
              + " that is left of it is stopped");
    }
    Map<String, String> environment;
    try {
      environment = ProcessTable.environment(orphan.pid());
    } catch (IOException e) {
      throw Adoption.refuse(orphan, "what it was started with cannot be read: " + e.getMessage());
    }
    String token = environment.getOrDefault("MQ_ADMIN_TOKEN", "");
    if (token.isEmpty() || environment.getOrDefault("MQ_CLUSTER_SECRET", "").isEmpty()) {
      throw Adoption.refuse(
          orphan,
          "it was started without MQ_ADMIN_TOKEN and MQ_CLUSTER_SECRET, and so takes no"
              + " admin calls");
    }
    Interview said = Interview.of(orphan.process(), started, token);
    if (started.node().filter(id -> !id.equals(said.id())).isPresent()) {
      throw Adoption.refuse(orphan, "it says that it is " + said.id());
    }
    return new Witness(orphan, started, said, environment);
  }

  private ClusterState state(SortedMap<NodeId, Witness> witnesses) {
    Witness first = witnesses.get(witnesses.firstKey());
    Optional<NodeConfig> config =
        witnesses.values().stream().flatMap(each -> each.said().config().stream()).findFirst();
    Optional<NodeTiming> timing = config.map(NodeConfig::timing).filter(Rebuilding::isSet);
    List<NodeRecord> nodes = new ArrayList<>();
    members(witnesses)
        .forEach(
            (id, address) -> {
              Optional<Witness> witness = Optional.ofNullable(witnesses.get(id));
              nodes.add(
                  new NodeRecord(
                      id,
                      address.ip(),
                      address.port(),
                      address.internalPort(),
                      Optional.empty(),
                      overrides(id, witness, first, timing),
                      witness.filter(each -> each.started().joins()).isPresent(),
                      // Whether or not it runs now: it must not come back with an empty disk.
                      true,
                      witness.map(each -> each.orphan().process().identity())));
            });
    return new ClusterState(
        folder.name(),
        first.said().state().clusterId(),
        first.variable("MQ_CLUSTER_SECRET"),
        first.variable("MQ_ADMIN_TOKEN"),
        timing,
        config.map(NodeConfig::snapshots).filter(known -> !known.equals(NodeSnapshots.DEFAULT)),
        heap(first),
        jvmOptions(first),
        Optional.empty(),
        nodes,
        highestNumber());
  }

  private static boolean isSet(NodeTiming timing) {
    return !timing.equals(NodeTiming.DEFAULT);
  }

  private record Address(String ip, int port, int internalPort) {}

  /** Of all members, as the node tells that has applied most, and of those that are joining. */
  private static SortedMap<NodeId, Address> members(SortedMap<NodeId, Witness> witnesses) {
    TreeMap<NodeId, Address> members = new TreeMap<>();
    witnesses.forEach(
        (id, each) ->
            members.put(
                id, new Address(each.said().ip(), each.said().port(), each.said().internal())));
    AdminState latest =
        witnesses.values().stream()
            .map(each -> each.said().state())
            .max(Comparator.comparingLong(AdminState::appliedIndex))
            .orElseThrow();
    for (AdminState.Member member : latest.members()) {
      Optional<NodeId> id = NodeId.parse(member.node());
      if (id.isPresent() && member.clientUrl() != null && member.peerUrl() != null) {
        URI client = URI.create(member.clientUrl());
        URI peer = URI.create(member.peerUrl());
        members.put(id.get(), new Address(client.getHost(), client.getPort(), peer.getPort()));
      }
    }
    return members;
  }

  private NodeOverrides overrides(
      NodeId id, Optional<Witness> witness, Witness first, Optional<NodeTiming> common) {
    if (witness.isEmpty()) {
      return new NodeOverrides(Optional.empty(), Optional.empty(), List.of(), linked(id));
    }
    Witness node = witness.get();
    Optional<NodeTiming> timing =
        node.said()
            .config()
            .map(NodeConfig::timing)
            .filter(own -> !own.equals(common.orElse(NodeTiming.DEFAULT)));
    List<String> options = jvmOptions(node);
    List<String> shared = jvmOptions(first);
    boolean more =
        options.size() > shared.size() && options.subList(0, shared.size()).equals(shared);
    return new NodeOverrides(
        timing,
        heap(node).filter(own -> !heap(first).equals(Optional.of(own))),
        more ? options.subList(shared.size(), options.size()) : List.of(),
        data(id, node));
  }

  private static Optional<String> heap(Witness node) {
    return Optional.of(node.variable("MQ_HEAP")).filter(heap -> !heap.isEmpty());
  }

  private static List<String> jvmOptions(Witness node) {
    String options = node.variable("MQ_JAVA_OPTS").strip();
    return options.isEmpty() ? List.of() : Arrays.asList(options.split("\\s+"));
  }

  /** Where its data is, if that is not where this cluster's folder has it. */
  private Optional<String> data(NodeId id, Witness node) {
    Path data =
        node.started()
            .data()
            .orElseGet(
                () ->
                    node.orphan().process().folder().resolve(node.said().state().dataDirectory()));
    return data.equals(folder.dataFolder(id)) ? linked(id) : Optional.of(data.toString());
  }

  private Optional<String> linked(NodeId id) {
    Path data = folder.dataFolder(id);
    try {
      return Files.isSymbolicLink(data)
          ? Optional.of(Files.readSymbolicLink(data).toString())
          : Optional.empty();
    } catch (IOException e) {
      throw ClusterException.failed("cannot read the link " + data + ": " + e.getMessage() + ".");
    }
  }

  /** A node that was taken out has left its folder, and its number stays used (lesson 26). */
  private int highestNumber() {
    try (Stream<Path> entries = Files.list(folder.path())) {
      return entries
          .filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
          .flatMap(entry -> NodeId.parse(entry.getFileName().toString()).stream())
          .mapToInt(NodeId::number)
          .max()
          .orElse(0);
    } catch (IOException e) {
      throw ClusterException.failed("cannot read " + folder.path() + ": " + e.getMessage() + ".");
    }
  }
}
