import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Trains the caches that make the programs start fast (JEP 483, JEP 514): runs each once as its
 * users do, and lets the JVM write down which classes it needed. A cache is only an optimisation, so
 * a training that fails says so and fails nothing.
 *
 * <p>Argument: the folder of the project.
 */
final class Train {

  private static final String TOKEN = "training";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

  private final Path root;
  private final Path scratch;

  private Train(Path root, Path scratch) {
    this.root = root;
    this.scratch = scratch;
  }

  public static void main(String[] args) throws Exception {
    Path scratch = Files.createTempDirectory("mq-train");
    Train train = new Train(Path.of(args[0]).toAbsolutePath(), scratch);
    Thread node = Thread.ofPlatform().start(() -> attempt(train::node));
    attempt(train::tool);
    node.join();
    delete(scratch);
  }

  private interface Training {
    void run() throws IOException, InterruptedException;
  }

  private static void attempt(Training training) {
    try {
      training.run();
    } catch (IOException | IllegalStateException e) {
      System.err.println("no start-up cache was made, starts will be slower: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Three nodes, the first of which writes down what it loads while it leads or follows. */
  private void node() throws IOException, InterruptedException {
    List<ServerSocket> reserved = new ArrayList<>();
    StringBuilder addresses = new StringBuilder();
    List<Integer> ports = new ArrayList<>();
    List<Integer> peerPorts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ServerSocket client = new ServerSocket(0);
      ServerSocket peer = new ServerSocket(0);
      reserved.add(client);
      reserved.add(peer);
      ports.add(client.getLocalPort());
      peerPorts.add(peer.getLocalPort());
      addresses
          .append(i == 0 ? "" : ",")
          .append(
              "{\"ip\":\"127.0.0.1\",\"port\":%d,\"internal_port\":%d}"
                  .formatted(client.getLocalPort(), peer.getLocalPort()));
    }
    Path config = scratch.resolve("config.json");
    Files.writeString(config, "{\"addresses\":[" + addresses + "]}");
    for (ServerSocket socket : reserved) {
      socket.close();
    }
    Path cache = scratch.resolve("mqnode.aot");
    List<Process> nodes = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        nodes.add(start(config, i, i == 0 ? cache : null));
      }
      use(ports);
      administer(peerPorts);
      lead(peerPorts);
      use(ports);
      administer(peerPorts);
    } finally {
      nodes.forEach(Process::destroy);
      for (Process node : nodes) {
        if (!node.waitFor(60, TimeUnit.SECONDS)) {
          node.destroyForcibly();
        }
      }
    }
    adopt(cache, root.resolve("mqnode/target/mqnode.aot"));
  }

  /** The tool against a cluster of its own: everyday commands, in one session. */
  private void tool() throws IOException, InterruptedException {
    Path cache = scratch.resolve("mqctl.aot");
    try {
      tool(null, "cluster", "up", "-n", "1", "--name", "training");
      Path script = scratch.resolve("everyday.mq");
      Files.writeString(
          script,
          """
          wait leader 20s
          status
          status -o json
          topic create t
          topic list
          topic show t
          put t a b c
          peek t
          get t
          select leader
          fault list
          heal
          cluster list
          logs n1
          explain
          events -n 5
          values topics
          watch --frames 1
          """);
      tool(cache, "run", script.toString());
    } finally {
      tool(null, "cluster", "down", "--purge", "--cluster", "training");
    }
    adopt(cache, root.resolve("mqctl/target/mqctl.aot"));
  }

  private void tool(Path cache, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(root.resolve("mqctl/bin/mqctl").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder tool = new ProcessBuilder(command);
    tool.environment().put("MQ_BUILDING", "yes");
    tool.environment().put("XDG_STATE_HOME", scratch.resolve("state").toString());
    if (cache != null) {
      tool.environment().put("MQ_AOT_TRAIN", cache.toString());
    }
    Path output = scratch.resolve("tool.txt");
    tool.redirectErrorStream(true);
    tool.redirectOutput(output.toFile());
    Process process = tool.start();
    if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException(
          String.join(" ", command) + " failed: " + Files.readString(output));
    }
  }

  private Process start(Path config, int index, Path cache) throws IOException {
    ProcessBuilder node =
        new ProcessBuilder(
            root.resolve("mqnode/bin/mqnode").toString(),
            config.toString(),
            Integer.toString(index),
            "--data",
            scratch.resolve("data" + index).toString());
    node.environment().put("MQ_BUILDING", "yes");
    node.environment().put("MQ_CLUSTER_SECRET", "training");
    node.environment().put("MQ_ADMIN_TOKEN", TOKEN);
    if (cache != null) {
      node.environment().put("MQ_AOT_TRAIN", cache.toString());
    }
    node.redirectErrorStream(true);
    node.redirectOutput(scratch.resolve("log" + index).toFile());
    return node.start();
  }

  private static void use(List<Integer> ports) throws IOException, InterruptedException {
    awaitLeader(ports);
    for (int port : ports) {
      String url = "http://127.0.0.1:" + port;
      send(url + "/topic", "PUT", "{\"topic\":\"t" + port + "\"}");
      for (int i = 0; i < 30; i++) {
        send(url + "/message", "PUT", "{\"topic\":\"t" + port + "\",\"message\":\"m" + i + "\"}");
      }
      for (int i = 0; i < 10; i++) {
        send(url + "/message/t" + port, "GET", "");
      }
      send(url + "/topic", "GET", "");
      send(url + "/v1/topics", "GET", "");
      send(url + "/v1/sessions", "POST", "");
      send(url + "/v1/topics/t" + port + "/messages/take?max=3", "POST", "");
    }
  }

  /** What the tool asks of nodes while it starts them and shows them. */
  private static void administer(List<Integer> peerPorts) throws IOException, InterruptedException {
    for (int port : peerPorts) {
      String admin = "http://127.0.0.1:" + port + "/admin";
      for (int i = 0; i < 10; i++) {
        send(admin + "/state", "GET", "");
      }
      send(admin + "/faults", "GET", "");
      send(admin + "/faults", "DELETE", "");
      send(admin + "/events", "GET", "");
    }
  }

  /** Makes the first node, the one that writes down what it loads, the leader. */
  private static void lead(List<Integer> peerPorts) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    String first = "http://127.0.0.1:" + peerPorts.getFirst() + "/admin/state";
    while (!send(first, "GET", "").contains("\"role\":\"LEADER\"")) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the first node of the training cluster does not lead");
      }
      for (int port : peerPorts) {
        // All but the leader refuse.
        String transfer = "http://127.0.0.1:" + port + "/admin/transfer";
        send(transfer, "POST", "{\"target\":\"n1\"}");
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static void awaitLeader(List<Integer> ports) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < deadline) {
      for (int port : ports) {
        try {
          if (send("http://127.0.0.1:" + port + "/status", "GET", "").contains("\"Leader\"")) {
            return;
          }
        } catch (IOException e) {
          // Not up yet.
        }
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new IllegalStateException("the training cluster found no leader");
  }

  private static String send(String url, String method, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + TOKEN)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, BodyHandlers.ofString()).body();
  }

  private static void adopt(Path made, Path place) throws IOException {
    if (!Files.exists(made)) {
      throw new IllegalStateException("the JVM wrote no cache for " + place.getFileName());
    }
    Files.move(made, place, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.deleteIfExists(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
