package io.mq.node.main;

import io.mq.node.admin.AdminApi;
import io.mq.node.admin.EventLog;
import io.mq.node.admin.NodeFacts;
import io.mq.node.api.ClientApi;
import io.mq.node.http.HttpServer;
import io.mq.node.http.ListeningPort;
import io.mq.node.peer.PeerIdentity;
import io.mq.node.peer.PeerLinks;
import io.mq.node.raft.Configuration;
import io.mq.node.runtime.AddressBook;
import io.mq.node.runtime.MemberAddress;
import io.mq.node.runtime.NodeLoop;
import io.mq.node.runtime.ReplicaEvent;
import io.mq.node.runtime.ReplicaSettings;
import io.mq.node.runtime.SnapshotSettings;
import io.mq.node.runtime.StorageLog;
import io.mq.node.storage.Identity;
import io.mq.shared.config.NodeAddress;
import io.mq.shared.config.NodeConfig;
import io.mq.shared.config.NodeSnapshots;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.ErrorCode;
import io.mq.shared.wire.Version;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One running node. Ports are taken before the data directory is touched, and served only when the
 * replica behind them runs; connections that come in between wait in the backlog.
 */
final class Node {

  /** How long requests in flight may take when the node is told to stop. */
  static final long DRAIN_MILLIS = 5_000;

  private static final long LAST_REQUESTS_MILLIS = 500;

  private final NodeConfig config;
  private final Consumer<String> log;
  private final CompletableFuture<String> failure = new CompletableFuture<>();
  private final EventLog events;
  private final NodeFaults faults;
  private final DataDirectory data;
  private final MemberLinks memberLinks;
  private final PeerConnections connections;
  private final NodeLoop loop;
  private final HttpServer peerServer;
  private final ClientApi clientApi;
  private final MemoryBudget memory;

  private Node(
      NodeOptions options,
      Ports ports,
      EventLog events,
      AddressBook book,
      NodeFaults faults,
      DataDirectory data,
      Consumer<String> log,
      NodeParts parts) {
    this.config = options.config();
    this.log = log;
    this.memory =
        MemoryBudget.of(Runtime.getRuntime().maxMemory(), config.limits(), config.snapshots());
    this.data = data;
    this.events = events;
    this.faults = faults;
    data.opened().lost().ifPresent(what -> events.storage("under repair: " + what));
    this.loop = loop(data, parts);
    PeerIdentity identity =
        new PeerIdentity(
            config.self(),
            config.clusterId(),
            config.selfAddress().peerUrl(),
            data.origin().incarnationText(),
            options.clusterSecret());
    PeerLinks links = new PeerLinks();
    this.memberLinks =
        new MemberLinks(
            config.self(), data.origin().initial(), data.peers(), links, book, this::onDiskFailure);
    this.connections = new PeerConnections(identity, memberLinks, links, faults, loop, log);
    loop.start(parts.links(connections.messages()), connections.snapshots(), faults.clock());
    AdminApi admin =
        new AdminApi(
            facts(options, memory.queueBytes(), data.opened().lost()),
            book,
            loop,
            connections,
            faults.table(),
            faults::powerOff,
            events,
            options.adminToken());
    this.peerServer =
        HttpServer.start(
            "peer",
            ports.peers(),
            routes -> {
              connections.install(routes);
              admin.install(routes);
            },
            log);
    connections.start(this::onLinkRefused);
    this.clientApi =
        ClientApi.start(
            ports.clients(),
            parts.replica(loop),
            config.limits(),
            memory.bodyBytes(),
            book::clientUrl,
            log);
  }

  private NodeLoop loop(DataDirectory data, NodeParts parts) {
    NodeSnapshots snapshots = memory.snapshots();
    ReplicaSettings settings =
        ReplicaSettings.of(RaftTiming.settings(config.timing(), memory.uncommittedBytes()))
            .withQueuesUpTo(memory.queueBytes())
            .with(new SnapshotSettings(snapshots.everyBytes(), snapshots.everyEntries()));
    return new NodeLoop(
        config.self(),
        settings,
        data.opened().restored(),
        data.opened().queues(),
        parts.log(new StorageLog(data.opened().log(), data.disk())),
        data.opened().snapshots(),
        new SecureRandom(),
        this::onReplicaEvent,
        this::onDiskFailure,
        parts.rules());
  }

  private record Ports(ListeningPort clients, ListeningPort peers) {}

  /**
   * Starts a node; it serves when this returns.
   *
   * @param log gets the node's lines
   * @throws StartFailedException with one sentence; everything taken was given back
   */
  static Node start(NodeOptions options, Consumer<String> log) throws StartFailedException {
    return start(options, log, NodeParts.SOUND);
  }

  /** As above, of parts that a test may have broken. */
  static Node start(NodeOptions options, Consumer<String> log, NodeParts parts)
      throws StartFailedException {
    NodeConfig config = options.config();
    NodeAddress address = config.selfAddress();
    ListeningPort clients = null;
    ListeningPort peers = null;
    try {
      clients = ListeningPort.bind(address.ip(), address.port());
      peers = ListeningPort.bind(address.ip(), address.internalPort());
      if (options.clusterSecret().isEmpty()) {
        log.accept("started without a cluster secret: takes peers from loopback addresses only");
      }
      EventLog events = new EventLog(config.self(), Clock.systemUTC());
      AddressBook book = new AddressBook();
      NodeFaults faults =
          new NodeFaults(
              () -> book.others(config.self()),
              text -> {
                log.accept(text);
                events.fault(text);
              });
      DataDirectory data = openData(options, faults, log);
      return new Node(options, new Ports(clients, peers), events, book, faults, data, log, parts);
    } catch (IOException e) {
      closeQuietly(clients);
      closeQuietly(peers);
      throw new StartFailedException(e.getMessage(), e);
    } catch (StartFailedException e) {
      closeQuietly(clients);
      closeQuietly(peers);
      throw e;
    }
  }

  private static DataDirectory openData(
      NodeOptions options, NodeFaults faults, Consumer<String> log) throws StartFailedException {
    NodeConfig config = options.config();
    return DataDirectory.open(
        options.data(),
        new Identity(config.clusterId(), config.self()),
        members(config, options.joins()),
        options.mustExist(),
        faults::disk,
        log);
  }

  /** The members as a start file has them. */
  static Configuration members(NodeConfig config, boolean joins) {
    TreeMap<NodeId, String> members = new TreeMap<>();
    for (NodeAddress member : config.addresses()) {
      MemberAddress address = new MemberAddress(member.clientUrl(), member.peerUrl());
      members.put(member.node(), address.text());
    }
    return joins ? Configuration.joining(members) : Configuration.of(members);
  }

  /** Whether a thread is one without which the node is none. */
  boolean isVital(Thread thread) {
    return thread.getName().startsWith(config.self() + "-");
  }

  /** Completes with the reason if the node has to stop by itself. */
  CompletableFuture<String> failure() {
    return failure;
  }

  /**
   * Hands leadership over, takes no new requests, finishes those in flight within a bound, and
   * closes everything.
   */
  void stop() throws IOException, InterruptedException {
    log.accept("stopping");
    // First, so that another leads before this node refuses anybody (Raft thesis §3.10).
    if (!loop.handOver(config.timing().electionMaxMillis())) {
      log.accept("leads to the end, as nobody has taken over");
    }
    if (!clientApi.drain(DRAIN_MILLIS)) {
      log.accept("some requests were still in flight after " + DRAIN_MILLIS + " ms");
    }
    faults.close(); // A disk made slow must not hold up the end.
    loop.close(LAST_REQUESTS_MILLIS);
    connections.close();
    clientApi.close();
    peerServer.close();
    data.close();
    log.accept("stopped");
  }

  private void onReplicaEvent(ReplicaEvent event) {
    // Of checkpoints there are hundreds a second under load, too many for a log.
    if (!(event instanceof ReplicaEvent.CheckpointReached)) {
      log.accept(event.describe());
    }
    events.replica(event);
    if (event instanceof ReplicaEvent.MembersChanged members) {
      memberLinks.follow(members);
      connections.dismissLater();
      if (memberLinks.isRemoved(members)) {
        removed("the members have taken " + config.self() + " out; it can be stopped");
      }
    }
  }

  private void removed(String text) {
    log.accept(text);
    events.members(text);
  }

  private void onLinkRefused(NodeId by, ErrorCode code, String reason) {
    if (code == ErrorCode.NODE_REMOVED) {
      removed(by + " says: " + reason);
    } else if (data.isNew()) {
      // It has promised nothing under this number yet, and must not begin to.
      failure.complete(by + " says: " + reason);
    }
  }

  private void onDiskFailure(IOException e) {
    events.storage("disk failure: " + e.getMessage());
    log.accept("disk failure, the node stops: " + e.getMessage());
    failure.complete("disk failure: " + e.getMessage());
  }

  private static NodeFacts facts(NodeOptions options, long maxQueueBytes, Optional<String> lost) {
    return new NodeFacts(
        options.config().self(),
        options.config().clusterId(),
        Version.current(),
        ProcessHandle.current().pid(),
        Instant.now(),
        options.data().toAbsolutePath().toString(),
        maxQueueBytes,
        lost);
  }

  private static void closeQuietly(ListeningPort port) {
    if (port != null) {
      try {
        port.close();
      } catch (IOException e) {
        // The reason that led here is the one to report.
      }
    }
  }
}
