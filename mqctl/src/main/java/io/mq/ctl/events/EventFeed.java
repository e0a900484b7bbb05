package io.mq.ctl.events;

import io.mq.ctl.cluster.ClusterState;
import io.mq.ctl.cluster.NodeRecord;
import io.mq.shared.client.CallThreads;
import io.mq.shared.id.NodeId;
import io.mq.shared.json.Json;
import io.mq.shared.json.JsonObject;
import io.mq.shared.wire.Checkpoint;
import io.mq.shared.wire.NodeEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * The events of all nodes of one cluster. A node that goes away is asked again until it is back,
 * and both are events of their own, of the type {@code process}. Thread-safe.
 */
public final class EventFeed implements AutoCloseable {

  /** The type of the events that this class makes itself. */
  public static final String PROCESS = "process";

  private static final long CONNECT_MILLIS = 300;

  /** Nodes give a sign of life every few seconds; one that does not hangs. */
  private static final long SILENCE_MILLIS = 12_000;

  private static final long RETRY_MILLIS = 200;

  private final ClusterState cluster;
  private final OkHttpClient http =
      new OkHttpClient.Builder()
          .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
          .connectTimeout(CONNECT_MILLIS, TimeUnit.MILLISECONDS)
          .readTimeout(SILENCE_MILLIS, TimeUnit.MILLISECONDS)
          .build();
  private final ExecutorService threads = CallThreads.open();
  private final Map<NodeId, NodeFeed> feeds = new TreeMap<>();
  private final Consumer<Checkpoint> checkpoints;
  private Consumer<NodeEvent> followed = _ -> {};
  private volatile boolean closed;

  /** The events of that cluster; asks nobody yet. */
  public EventFeed(ClusterState cluster) {
    this(cluster, null);
  }

  /**
   * As above, with the checkpoints of those who are followed.
   *
   * @param checkpoints called by several threads; null to have none sent
   */
  public EventFeed(ClusterState cluster, Consumer<Checkpoint> checkpoints) {
    this.cluster = cluster;
    this.checkpoints = checkpoints;
  }

  /** What the nodes that answer remember, oldest first. */
  public List<NodeEvent> recall() {
    List<CompletableFuture<List<NodeEvent>>> answers =
        cluster.nodes().stream()
            .map(node -> CompletableFuture.supplyAsync(() -> recall(node), threads))
            .toList();
    return answers.stream()
        .flatMap(answer -> answer.join().stream())
        .sorted(Comparator.comparing(event -> Instant.parse(event.at())))
        .toList();
  }

  private List<NodeEvent> recall(NodeRecord node) {
    Request request = request(node, "").build();
    try (Response response = http.newCall(request).execute()) {
      List<NodeEvent> events = new ArrayList<>();
      if (response.isSuccessful()) {
        for (JsonObject each : Json.parse(response.body().string()).objects("events")) {
          events.add(EventJson.parse(each));
        }
      }
      return events;
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * Tells {@code listener} what the nodes remember and then what happens, until this is closed. The
   * calls come one at a time; they are in order for each node, and nearly so among them.
   */
  public synchronized void follow(Consumer<NodeEvent> listener) {
    Object oneAtATime = new Object();
    Consumer<NodeEvent> ordered =
        event -> {
          synchronized (oneAtATime) {
            listener.accept(event);
          }
        };
    followed = ordered;
    follow(cluster.nodes());
  }

  /** Goes on with these nodes, as when some have come or gone since. After {@link #follow}. */
  public synchronized void follow(List<NodeRecord> nodes) {
    List<NodeId> ids = nodes.stream().map(NodeRecord::id).toList();
    for (NodeId gone : List.copyOf(feeds.keySet())) {
      if (!ids.contains(gone)) {
        feeds.remove(gone).stop();
      }
    }
    for (NodeRecord node : nodes) {
      if (!closed && !feeds.containsKey(node.id())) {
        NodeFeed feed = new NodeFeed(node, followed);
        feeds.put(node.id(), feed);
        threads.execute(feed::run);
      }
    }
  }

  private Request.Builder request(NodeRecord node, String query) {
    return new Request.Builder()
        .url(node.adminUrl() + "/admin/events" + query)
        .header("Authorization", "Bearer " + cluster.adminToken());
  }

  @Override
  public synchronized void close() {
    closed = true;
    http.dispatcher().cancelAll();
    threads.shutdownNow();
    http.connectionPool().evictAll();
  }

  /** One node's stream, taken up again whenever it breaks. */
  private final class NodeFeed {

    private final NodeRecord node;
    private final Consumer<NodeEvent> listener;
    private long lastId;
    private boolean wasThere;
    private boolean saidGone;
    private volatile boolean stopped;
    private volatile Call call;

    NodeFeed(NodeRecord node, Consumer<NodeEvent> listener) {
      this.node = node;
      this.listener = listener;
    }

    /** The node is no member any more; somebody else may have its address by now. */
    void stop() {
      stopped = true;
      Call reading = call;
      if (reading != null) {
        reading.cancel();
      }
    }

    void run() {
      try {
        while (!closed && !stopped) {
          try {
            read();
          } catch (IOException e) {
            gone();
          }
          Thread.sleep(RETRY_MILLIS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void read() throws IOException {
      Request request =
          request(node, checkpoints == null ? "" : "?checkpoints=true")
              .header("Accept", "text/event-stream")
              .header("Last-Event-ID", Long.toString(lastId))
              .build();
      call = http.newCall(request);
      if (stopped) {
        return;
      }
      try (Response response = call.execute()) {
        if (!response.isSuccessful()) {
          throw new IOException("answered " + response.code());
        }
        if (saidGone) {
          say("answers again");
        }
        wasThere = true;
        saidGone = false;
        hear(response.body().source());
        throw new IOException("the stream has ended");
      }
    }

    private void hear(BufferedSource lines) throws IOException {
      String type = "";
      for (String line = lines.readUtf8Line(); line != null; line = lines.readUtf8Line()) {
        if (line.startsWith("event: ")) {
          type = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
          hear(type, Json.parse(line.substring("data: ".length())));
        }
      }
    }

    private void hear(String type, JsonObject json) throws IOException {
      if (type.equals(Checkpoint.TYPE)) {
        checkpoints.accept(EventJson.checkpoint(json));
      } else {
        NodeEvent event = EventJson.parse(json);
        lastId = Math.max(lastId, event.id());
        listener.accept(event);
      }
    }

    private void gone() {
      if (!closed && !stopped && !saidGone) {
        saidGone = true;
        say(wasThere ? "no longer answers" : "does not answer");
      }
    }

    private void say(String text) {
      String at = Instant.now().toString();
      listener.accept(
          new NodeEvent(0, at, node.id().toString(), PROCESS, text, null, null, null, null));
    }
  }
}
