package io.mq.node.peer;

import io.mq.node.runtime.LinkEvents;
import io.mq.node.runtime.Links;
import io.mq.shared.client.PromptSockets;
import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** The links from this node to all its peers. Thread-safe. */
public final class PeerLinks implements Links, AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration UPGRADE_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration PING_INTERVAL = Duration.ofSeconds(5);

  private final ScheduledExecutorService timer;
  private final OkHttpClient client;
  private volatile Map<NodeId, PeerDialler> diallers = Map.of();

  /** Links that lose everything until {@link #start}. */
  public PeerLinks() {
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("peer-redial").factory());
    // One call lasts as long as its link: the usual bounds on calls must not bound the peers.
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(Integer.MAX_VALUE);
    dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
    client =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher)
            .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
            .protocols(List.of(Protocol.HTTP_1_1))
            .socketFactory(new PromptSockets())
            .connectTimeout(CONNECT_TIMEOUT)
            .readTimeout(UPGRADE_TIMEOUT)
            // A timer for every write would cost more than the write; pings notice a dead peer.
            .writeTimeout(Duration.ZERO)
            .pingInterval(PING_INTERVAL)
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            // Entries are sent once over a near network: compressing would only cost time.
            .minWebSocketMessageToCompress(Long.MAX_VALUE)
            .build();
  }

  /**
   * Dials every peer and keeps doing so.
   *
   * @param peerUrls the peer ports of the others, such as {@code http://127.0.0.1:18001}
   * @param log gets a line for each link that goes up or down or is refused
   */
  public void start(
      PeerIdentity self,
      SortedMap<NodeId, String> peerUrls,
      LinkEvents events,
      Consumer<String> log) {
    Handshake handshake = new Handshake(self);
    Map<NodeId, PeerDialler> all = new TreeMap<>();
    peerUrls.forEach(
        (peer, url) ->
            all.put(peer, new PeerDialler(peer, url, handshake, client, timer, events, log)));
    diallers = all;
    all.values().forEach(PeerDialler::dial);
  }

  @Override
  public void send(NodeId to, ByteBuffer message) {
    PeerDialler dialler = diallers.get(to);
    if (dialler != null) {
      dialler.send(message);
    }
  }

  /** Whether the link to {@code peer} is up. */
  public boolean isUp(NodeId peer) {
    PeerDialler dialler = diallers.get(peer);
    return dialler != null && dialler.isUp();
  }

  /** Closes the connection to {@code peer} without a word, if there is one; it is dialled again. */
  public void reset(NodeId peer) {
    PeerDialler dialler = diallers.get(peer);
    if (dialler != null) {
      dialler.reset();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    diallers.values().forEach(PeerDialler::close);
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
