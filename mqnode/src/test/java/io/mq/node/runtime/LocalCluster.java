package io.mq.node.runtime;

import static org.junit.jupiter.api.Assertions.fail;

import io.mq.node.raft.Configuration;
import io.mq.node.raft.Output;
import io.mq.node.raft.RaftStatus.RoleName;
import io.mq.node.raft.SnapshotPoint;
import io.mq.node.storage.FileDisk;
import io.mq.node.storage.Identity;
import io.mq.node.storage.LogSettings;
import io.mq.node.storage.SegmentedLog;
import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Node loops in one process. Stopping one tells the others that its links are down. */
final class LocalCluster {

  private final Path directory;
  private final ReplicaSettings settings;
  private final List<NodeId> ids = new ArrayList<>();
  private final List<String> events = Collections.synchronizedList(new ArrayList<>());
  private final Map<NodeId, NodeLoop> running = new ConcurrentSkipListMap<>();
  private final Map<NodeId, FileDisk> disks = new ConcurrentSkipListMap<>();
  private volatile boolean disksAreFull;

  LocalCluster(Path directory, int nodes) {
    this(directory, nodes, ReplicaSettings.DEFAULT);
  }

  LocalCluster(Path directory, int nodes, ReplicaSettings settings) {
    this.directory = directory;
    this.settings = settings;
    for (int i = 1; i <= nodes; i++) {
      ids.add(new NodeId(i));
    }
  }

  /** What the nodes have told so far. */
  List<String> events() {
    return List.copyOf(events);
  }

  /** From now on all disks are nearly full, or have room again. */
  void fillDisks(boolean full) {
    disksAreFull = full;
  }

  /** A log on a disk whose room the test decides about. */
  private final class FillableLog implements WriteAheadLog {
    private final WriteAheadLog log;

    FillableLog(WriteAheadLog log) {
      this.log = log;
    }

    @Override
    public boolean hasRoom() {
      return !disksAreFull;
    }

    @Override
    public void write(List<Output.Write> writes) throws IOException {
      log.write(writes);
    }

    @Override
    public void force() throws IOException {
      log.force();
    }

    @Override
    public void startBehind(SnapshotPoint point, boolean keepsSuffix) throws IOException {
      log.startBehind(point, keepsSuffix);
    }

    @Override
    public void repaired() throws IOException {
      log.repaired();
    }

    @Override
    public void idle() throws IOException {
      log.idle();
    }

    @Override
    public void close() throws IOException {
      log.close();
    }
  }

  /** Where a node's files are. */
  Path data(NodeId id) {
    return directory.resolve(id.toString());
  }

  NodeLoop node(NodeId id) {
    return running.get(id);
  }

  List<NodeId> ids() {
    return ids;
  }

  void startAll() throws IOException {
    for (NodeId id : ids) {
      start(id);
    }
  }

  void start(NodeId id) throws IOException {
    start(id, Configuration.of(ids));
  }

  /** Starts a node that knows nobody, and that nobody knows. */
  void startJoining(NodeId id) throws IOException {
    start(id, Configuration.joining(new TreeMap<>()));
  }

  private void start(NodeId id, Configuration initial) throws IOException {
    Path data = Files.createDirectories(directory.resolve(id.toString()));
    FileDisk disk = FileDisk.open(data);
    disks.put(id, disk);
    Identity identity = new Identity("test-cluster", id);
    LogSettings logSettings = LogSettings.DEFAULT;
    if (!SegmentedLog.isCreated(disk)) {
      SegmentedLog.create(disk, identity, logSettings, 42);
    }
    DiskRecovery.Opened opened =
        new DiskRecovery(disk, identity, logSettings, initial, line -> events.add(id + " " + line))
            .open(System.nanoTime());
    NodeLoop loop =
        new NodeLoop(
            id,
            settings,
            opened.restored(),
            opened.queues(),
            new FillableLog(new StorageLog(opened.log(), disk)),
            opened.snapshots(),
            new SplittableRandom(id.number()),
            event -> events.add(id + " " + event.describe()),
            failure -> fail("the disk of " + id + " failed", failure));
    running.put(id, loop);
    Links links = (to, message) -> deliver(id, to, message);
    loop.start(links, SnapshotLinks.over(links));
    for (NodeId other : running.keySet()) {
      if (!other.equals(id)) {
        loop.linkUp(other);
        running.get(other).linkUp(id);
      }
    }
  }

  void stop(NodeId id) throws IOException, InterruptedException {
    NodeLoop loop = running.remove(id);
    if (loop != null) {
      loop.close(1_000);
      disks.remove(id).close();
      running.values().forEach(other -> other.linkDown(id));
    }
  }

  void stopAll() throws IOException, InterruptedException {
    for (NodeId id : List.copyOf(running.keySet())) {
      stop(id);
    }
  }

  NodeLoop awaitLeader() throws InterruptedException {
    await(() -> leader() != null, "a leader that has committed in its term");
    return leader();
  }

  NodeLoop anyFollower() throws InterruptedException {
    await(
        () -> running.values().stream().allMatch(n -> n.status().raft().leader().isPresent()),
        "everybody knows the leader");
    return running.values().stream()
        .filter(n -> n.status().raft().role() == RoleName.FOLLOWER)
        .findFirst()
        .orElseThrow();
  }

  void await(BooleanSupplier condition, String what) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        fail("waited 15 s in vain: " + what);
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  private NodeLoop leader() {
    return running.values().stream()
        .filter(n -> n.status().raft().role() == RoleName.LEADER)
        .filter(n -> n.status().appliedIndex().equals(n.status().raft().lastIndex()))
        .findFirst()
        .orElse(null);
  }

  private void deliver(NodeId from, NodeId to, ByteBuffer message) {
    NodeLoop receiver = running.get(to);
    if (receiver != null) {
      receiver.received(from, message);
    }
  }
}
