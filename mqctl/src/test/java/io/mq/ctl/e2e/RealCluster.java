package io.mq.ctl.e2e;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mq.shared.fault.Block;
import io.mq.shared.fault.FaultJson;
import io.mq.shared.fault.FaultSpec;
import io.mq.shared.wire.AdminState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Real mqnode processes on free ports of the loopback, with real data directories below a temporary
 * folder. {@link #close} kills what is left of them, also what was paused, and deletes the folder.
 */
public final class RealCluster implements AutoCloseable {

  static final String SECRET = "a secret for the tests";
  static final String TOKEN = "a token for the tests";

  /** For what a node is told to do: on a busy machine that takes its time. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** For what a node is asked: one that is paused never answers. */
  private static final Duration SHORTLY = Duration.ofSeconds(2);

  private static final Duration START_DEADLINE = Duration.ofSeconds(60);
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final Path folder;
  private final List<RealNode> nodes = new ArrayList<>();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofMillis(500))
          .build();

  private RealCluster(Path folder) {
    this.folder = folder;
  }

  /** Starts {@code size} nodes and waits for a leader that has committed. */
  public static RealCluster start(int size) throws IOException, InterruptedException {
    return start(size, "");
  }

  /** The same with more fields of the configuration: {@code "snapshots":{"everyEntries":100}}. */
  static RealCluster start(int size, String fields) throws IOException, InterruptedException {
    return start(size, fields, "256m");
  }

  /** The same with heaps of another size. */
  static RealCluster start(int size, String fields, String heap)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("mq-e2e-");
    RealCluster cluster = new RealCluster(folder);
    try {
      List<Integer> ports = FreePorts.find(2 * size);
      Path config = folder.resolve("cluster.json");
      Files.writeString(config, config(size, ports, fields));
      for (int number = 1; number <= size; number++) {
        Path home = Files.createDirectory(folder.resolve("n" + number));
        cluster.nodes.add(
            new RealNode(
                number, home, config, ports.get(2 * number - 2), ports.get(2 * number - 1), heap));
      }
      cluster.startAll();
      cluster.awaitLeader();
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  private static String config(int size, List<Integer> ports, String fields) {
    return Stream.iterate(0, i -> i < size, i -> i + 1)
        .map(
            i ->
                "{\"ip\":\"127.0.0.1\",\"port\":"
                    + ports.get(2 * i)
                    + ",\"internal_port\":"
                    + ports.get(2 * i + 1)
                    + "}")
        .collect(
            Collectors.joining(
                ",", "{\"addresses\":[", fields.isEmpty() ? "]}" : "]," + fields + "}"));
  }

  /** All nodes, n1 first. */
  List<RealNode> nodes() {
    return nodes;
  }

  /** Where all nodes serve clients. */
  public List<String> clientUrls() {
    return nodes.stream().map(RealNode::clientUrl).toList();
  }

  /** Starts every node that does not run. */
  void startAll() throws IOException {
    for (RealNode node : nodes) {
      if (!node.isAlive()) {
        node.start();
      }
    }
  }

  /** SIGKILL for all, before waiting for the first to be gone. */
  void killAll() throws InterruptedException {
    List<Thread> killers = new ArrayList<>();
    for (RealNode node : nodes) {
      killers.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      node.kill();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  }));
    }
    for (Thread killer : killers) {
      killer.join();
    }
  }

  /** The leader that a majority agrees on and that has committed in its own term. */
  RealNode awaitLeader() throws InterruptedException {
    try {
      return Wait.value("a leader that has committed", START_DEADLINE, this::leader);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "\n" + logs(), e);
    }
  }

  /** The node that leads in the highest term, if a majority follows it. */
  Optional<RealNode> leader() {
    List<AdminState> states = new ArrayList<>();
    nodes.forEach(node -> state(node).ifPresent(states::add));
    return states.stream()
        .filter(state -> state.role().equals("LEADER"))
        .max(Comparator.comparingLong(AdminState::term))
        .filter(leader -> leader.lastTerm() == leader.term())
        .filter(leader -> leader.commitIndex() > 0 && agreed(leader, states))
        .map(leader -> node(leader.node()));
  }

  private boolean agreed(AdminState leader, List<AdminState> states) {
    long followers =
        states.stream()
            .filter(
                s ->
                    s.term() == leader.term()
                        && leader.node().equals(s.leader())
                        && s.commitIndex() > 0)
            .count();
    return followers > nodes.size() / 2;
  }

  /** Waits until every node has applied what the leader has committed, to the same state. */
  void awaitConvergence() throws InterruptedException {
    Wait.until(
        "all nodes at the same index with the same state",
        START_DEADLINE,
        () -> {
          List<AdminState> states =
              nodes.stream().map(this::state).flatMap(Optional::stream).toList();
          return states.size() == nodes.size()
              && states.stream()
                      .map(s -> s.appliedIndex() + " of " + s.lastIndex() + " " + s.stateHash())
                      .distinct()
                      .count()
                  == 1;
        });
  }

  /** What a node says about itself; empty if it does not answer. */
  Optional<AdminState> state(RealNode node) {
    if (!node.isAnswering()) {
      return Optional.empty();
    }
    HttpResponse<String> response;
    try {
      response = admin(node, "GET", "/admin/state", "");
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
    if (response.statusCode() != 200) {
      throw new AssertionError(node.id() + " /admin/state answered " + response.statusCode());
    }
    try {
      return Optional.of(JSON.readValue(response.body(), AdminState.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Cuts {@code node} off from all others, both ways. */
  void isolate(RealNode node) {
    fault(node, FaultSpec.network(new Block(), 120_000));
  }

  /** Has {@code node} bring a fault on itself. */
  void fault(RealNode node, FaultSpec fault) {
    String body = FaultJson.request(List.of(fault));
    HttpResponse<String> response = admin(node, "PUT", "/admin/faults", body);
    if (response.statusCode() / 100 != 2) {
      throw new AssertionError(fault.describe() + " at " + node.id() + ": " + response.body());
    }
  }

  /** Takes the power from {@code node}, which cannot answer that. */
  void losePower(RealNode node) {
    try {
      HttpResponse<String> response = admin(node, "POST", "/admin/power-loss", "");
      throw new AssertionError(node.id() + " answered " + response.statusCode());
    } catch (UncheckedIOException e) {
      // As it must be.
    }
  }

  /** Lifts all faults of {@code node}. */
  void heal(RealNode node) {
    HttpResponse<String> response = admin(node, "DELETE", "/admin/faults", "");
    if (response.statusCode() / 100 != 2) {
      throw new AssertionError("healing " + node.id() + ": " + response.body());
    }
  }

  private HttpResponse<String> admin(RealNode node, String method, String path, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(node.peerUrl() + path))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)),
        method.equals("GET") ? SHORTLY : PATIENCE);
  }

  /** Sends a request as it is, with a short timeout. */
  HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, SHORTLY);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, Duration timeout) {
    try {
      return http.send(request.timeout(timeout).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in a request", e);
    }
  }

  private RealNode node(String id) {
    return nodes.stream().filter(n -> n.id().equals(id)).findFirst().orElseThrow();
  }

  /** What all nodes printed last. */
  String logs() {
    return nodes.stream().map(RealNode::logTail).collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    try {
      killAll();
      http.shutdownNow();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
