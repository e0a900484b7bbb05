package io.mq.node.peer;

import io.mq.node.runtime.LinkEvents;
import io.mq.node.runtime.Links;
import io.mq.node.runtime.Receiver;
import io.mq.shared.client.PromptSockets;
import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * The links from this node to its peers: to the members, as the replicated configuration names
 * them, and back to guests who have opened one to this node and that its configuration does not
 * know, be it behind or theirs. Thread-safe.
 *
 * <p>Each of two peers dials the other, and both connections carry messages either way. A message
 * goes over the one that its receiver has dialled, if it is up: there the sender's own thread
 * writes to the socket and a thread that waits for nothing else reads from it, while the other way
 * round each of them would first wake a third. Two wake-ups fewer each way, on the path of every
 * put.
 *
 * <p>Snapshots go another way: each piece over a connection that this node opens to its receiver
 * when there is one to send, and each answer back over that same connection. So a message never
 * waits behind a piece, neither here nor in a socket nor where it is read; and a connection for
 * snapshots that breaks says nothing of the link.
 */
public final class PeerLinks implements Links, Guests, AutoCloseable {

  /** Those who leave are still told that they do. */
  private static final long LINGER_MILLIS = 1_000;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration UPGRADE_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration PING_INTERVAL = Duration.ofSeconds(5);

  /** Far longer than the pauses in a snapshot that is being sent. */
  private static final Duration SNAPSHOT_IDLE = Duration.ofSeconds(10);

  /** The connections to one peer. */
  private record Peer(String url, PeerDialler link, SnapshotDialler snapshots) {

    void close() {
      link.close();
      snapshots.close();
    }
  }

  private final Duration snapshotIdle;
  private final ScheduledExecutorService timer;
  private final OkHttpClient client;

  /** Replaced as a whole, under {@code this}. */
  private volatile Map<NodeId, Peer> peers = Map.of();

  private volatile Answers answers = (to, message) -> false;
  private SortedMap<NodeId, String> members = new TreeMap<>();
  private final SortedMap<NodeId, String> guests = new TreeMap<>();
  private BiFunction<NodeId, String, Peer> opener;

  /** Links that lose everything until {@link #start}. */
  public PeerLinks() {
    this(SNAPSHOT_IDLE);
  }

  /**
   * The same, which closes connections for snapshots when they have not been used for that long.
   */
  PeerLinks(Duration snapshotIdle) {
    this.snapshotIdle = snapshotIdle;
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
            .callTimeout(UPGRADE_TIMEOUT)
            // A timer for every read and write would cost more than they do, and end a link for
            // being slow; pings notice a dead peer.
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .pingInterval(PING_INTERVAL)
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .addInterceptor(PeerLinks::uncompressed)
            .build();
  }

  /** Entries are sent once over a near network: compressing would only cost time. */
  private static Response uncompressed(Interceptor.Chain chain) throws IOException {
    return chain.proceed(
        chain.request().newBuilder().removeHeader("Sec-WebSocket-Extensions").build());
  }

  /**
   * Dials every member, and keeps doing so.
   *
   * @param answers sends over the connection that a peer has opened, where there is one
   * @param events hears of links and takes what comes over them
   * @param snapshotAnswers takes what peers answer to pieces of snapshots
   * @param refusals hears of peers that will not have this node
   * @param log gets a line for each link that goes up or down or is refused
   */
  public synchronized void start(
      PeerIdentity self,
      Answers answers,
      LinkEvents events,
      Receiver snapshotAnswers,
      LinkRefusals refusals,
      Consumer<String> log) {
    this.answers = answers;
    Handshake handshake = new Handshake(self);
    opener =
        (peer, url) -> {
          PeerCalls calls = new PeerCalls(peer, url, handshake, client, log);
          return new Peer(
              url,
              new PeerDialler(calls, timer, events, refusals, log),
              new SnapshotDialler(calls, timer, snapshotIdle, snapshotAnswers, log));
        };
    reconcile();
  }

  /**
   * From now on these are the members. Links to others end, after a moment.
   *
   * @param peerUrls the peer ports of the others, such as {@code http://127.0.0.1:18001}
   */
  public synchronized void follow(SortedMap<NodeId, String> peerUrls) {
    members = new TreeMap<>(peerUrls);
    reconcile();
    later(this::hangUp);
  }

  /** Does something after the moment for which links to former members are kept. */
  public void later(Runnable action) {
    try {
      var _ = timer.schedule(action, LINGER_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The links are being closed, and all of them at that.
    }
  }

  @Override
  public synchronized void met(NodeId peer, String url) {
    guests.put(peer, url);
    reconcile();
  }

  @Override
  public synchronized void left(NodeId peer) {
    guests.remove(peer);
    later(this::hangUp);
  }

  /** The configuration knows better where its members are than they do. */
  private SortedMap<NodeId, String> wanted() {
    TreeMap<NodeId, String> wanted = new TreeMap<>(guests);
    wanted.putAll(members);
    return wanted;
  }

  private void reconcile() {
    if (opener == null) {
      return;
    }
    Map<NodeId, Peer> next = new TreeMap<>(peers);
    List<Peer> opened = new ArrayList<>();
    wanted()
        .forEach(
            (peer, url) -> {
              Peer before = next.get(peer);
              if (before == null || !before.url().equals(url)) {
                Peer now = opener.apply(peer, url);
                next.put(peer, now);
                opened.add(now);
                if (before != null) {
                  before.close();
                }
              }
            });
    peers = next;
    opened.forEach(peer -> peer.link().dial());
  }

  private synchronized void hangUp() {
    Map<NodeId, Peer> next = new TreeMap<>(peers);
    SortedMap<NodeId, String> wanted = wanted();
    peers.forEach(
        (node, peer) -> {
          if (!wanted.containsKey(node)) {
            peer.close();
            next.remove(node);
          }
        });
    peers = next;
  }

  @Override
  public void send(NodeId to, ByteBuffer message) {
    if (answers.send(to, message)) {
      return;
    }
    Peer peer = peers.get(to);
    if (peer != null) {
      peer.link().send(message);
    }
  }

  /**
   * Sends a piece of a snapshot, over a connection that is opened for it if there is none, or loses
   * it.
   */
  public void sendPiece(NodeId to, ByteBuffer message) {
    Peer peer = peers.get(to);
    if (peer != null) {
      peer.snapshots().send(message);
    }
  }

  /** Whether the link to {@code peer} is up. */
  public boolean isUp(NodeId peer) {
    Peer known = peers.get(peer);
    return known != null && known.link().isUp();
  }

  /** Closes the link to {@code peer} without a word, if there is one; it is dialled again. */
  public void reset(NodeId peer) {
    Peer known = peers.get(peer);
    if (known != null) {
      known.link().reset();
    }
  }

  /** Closes the connection on which {@code peer} is sent snapshots, if there is one. */
  public void resetSnapshots(NodeId peer) {
    Peer known = peers.get(peer);
    if (known != null) {
      known.snapshots().reset();
    }
  }

  @Override
  public synchronized void close() {
    timer.shutdownNow();
    peers.values().forEach(Peer::close);
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
