package io.mq.node.main;

import static org.junit.jupiter.api.Assertions.fail;

import io.mq.node.api.HttpCaller;
import io.mq.shared.config.NodeAddress;
import io.mq.shared.config.NodeConfig;
import io.mq.shared.config.NodeLimits;
import io.mq.shared.config.NodeSnapshots;
import io.mq.shared.config.NodeTiming;
import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;

/** Whole nodes in this process, on free loopback ports and in a temporary folder. */
final class TestCluster implements AutoCloseable {

  private static final long DEADLINE_MILLIS = 20_000;

  /** Read while nodes still write. */
  final List<String> log = new CopyOnWriteArrayList<>();

  private final Path folder;
  private final NodeTiming timing;
  private final NodeSnapshots snapshots;
  private final List<NodeAddress> addresses = new ArrayList<>();
  private final TreeMap<Integer, Node> running = new TreeMap<>();

  TestCluster(Path folder, int size) throws IOException {
    this(folder, size, NodeTiming.DEFAULT, NodeSnapshots.DEFAULT);
  }

  TestCluster(Path folder, int size, NodeTiming timing, NodeSnapshots snapshots)
      throws IOException {
    this.folder = folder;
    this.timing = timing;
    this.snapshots = snapshots;
    for (int number = 1; number <= size; number++) {
      addresses.add(new NodeAddress(new NodeId(number), "127.0.0.1", freePort(), freePort()));
    }
  }

  NodeOptions options(int number) {
    return options(number, "test", false);
  }

  /** Starts a node that is not yet known to the others, under that number. */
  void startJoining(int number) throws IOException, StartFailedException {
    addresses.add(new NodeAddress(new NodeId(number), "127.0.0.1", freePort(), freePort()));
    NodeOptions plain = options(number);
    NodeOptions joining =
        new NodeOptions(
            plain.config(), plain.data(), false, true, plain.clusterSecret(), plain.adminToken());
    running.put(number, Node.start(joining, line -> log.add("n" + number + " " + line)));
  }

  /** The numbers of the nodes that run. */
  List<Integer> running() {
    return List.copyOf(running.keySet());
  }

  Node node(int number) {
    return running.get(number);
  }

  NodeOptions options(int number, String clusterId, boolean mustExist) {
    NodeConfig config =
        new NodeConfig(
            addresses, new NodeId(number), clusterId, timing, NodeLimits.DEFAULT, snapshots);
    return new NodeOptions(
        config, data(number), mustExist, false, Optional.of("secret"), Optional.of("token"));
  }

  Path data(int number) {
    return folder.resolve("n" + number);
  }

  NodeAddress address(int number) {
    return addresses.stream()
        .filter(address -> address.node().number() == number)
        .findFirst()
        .orElseThrow();
  }

  void start(int number) throws StartFailedException {
    running.put(number, Node.start(options(number), line -> log.add("n" + number + " " + line)));
  }

  void startAll() throws StartFailedException {
    for (int number = 1; number <= addresses.size(); number++) {
      start(number);
    }
  }

  void stop(int number) throws IOException, InterruptedException {
    running.remove(number).stop();
  }

  HttpCaller client(int number) {
    return new HttpCaller(address(number).port());
  }

  HttpCaller admin(int number) {
    return new HttpCaller(address(number).internalPort());
  }

  /** The number of a node that leads and has committed in its term. */
  int awaitLeader() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + DEADLINE_MILLIS * 1_000_000;
    while (System.nanoTime() < deadline) {
      for (int number : running.keySet()) {
        try (HttpCaller client = client(number)) {
          if (client.call("GET", "/status", null).body().contains("\"role\":\"Leader\"")) {
            return number;
          }
        }
      }
      Thread.sleep(10);
    }
    return fail("no leader; " + log);
  }

  @Override
  public void close() throws IOException {
    try {
      while (!running.isEmpty()) {
        stop(running.firstKey());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Not among those that the system gives to connections on their way out: one may come first. */
  private static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
      try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return port;
      } catch (BindException e) {
        // Somebody has it.
      }
    }
  }
}
