package io.mq.shared.client;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A cluster seen from a client: its nodes' URLs, the leader as last heard of, and the connections.
 * Thread-safe. Requests go through {@link MqSession}s, of which a program has one for each request
 * it wants to have in flight.
 */
public final class MqClient implements AutoCloseable {

  private volatile List<String> urls;
  private final ClientSettings settings;
  private final Http http;
  private final AtomicReference<String> leader = new AtomicReference<>();
  private final AtomicInteger next = new AtomicInteger();

  /**
   * Connects nowhere yet.
   *
   * @param urls of the client ports, without a slash at the end, at least one
   */
  public MqClient(List<String> urls, ClientSettings settings) {
    this.urls = some(urls);
    this.settings = settings;
    this.http = new Http(settings.connectTimeoutMillis(), settings.maxIdleConnections());
  }

  private static List<String> some(List<String> urls) {
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("a client needs the URL of at least one node");
    }
    return List.copyOf(urls);
  }

  /** Asks these nodes from now on, as when some have come to the cluster or gone. */
  public void ask(List<String> others) {
    urls = some(others);
  }

  /** A new line of requests, each of which takes effect once. */
  public MqSession session() {
    return new MqSession(this, settings.deadlineMillis(), true);
  }

  /** A new line of requests with a deadline of its own. */
  public MqSession session(int deadlineMillis) {
    return new MqSession(this, deadlineMillis, true);
  }

  /**
   * A line of requests without a session, as any HTTP client would send them: one that was sent and
   * not answered is not repeated, and its outcome is unknown.
   */
  public MqSession withoutSession() {
    return new MqSession(this, settings.deadlineMillis(), false);
  }

  ClientSettings settings() {
    return settings;
  }

  Http http() {
    return http;
  }

  /** Whom to ask next: the leader if one is known, else one node after the other. */
  String target() {
    String known = leader.get();
    return known != null ? known : at(next.get());
  }

  /** Asks the nodes which of them leads, unless that is known or they redirect by themselves. */
  boolean findLeader() {
    if (!settings.asksForLeader() || leader.get() != null) {
      return true;
    }
    Optional<String> found = new StatusProbe(http, urls).leader();
    found.ifPresent(leader::set);
    return found.isPresent();
  }

  void learnLeader(String url) {
    leader.set(url);
  }

  /** {@code url} was of no use: asks another node next. */
  void leave(String url) {
    boolean wasLeader = leader.compareAndSet(url, null);
    int at = next.get();
    String candidate = at(at);
    if (!wasLeader || candidate.equals(url)) {
      next.compareAndSet(at, at + 1);
    }
  }

  private String at(int position) {
    List<String> known = urls;
    return known.get(Math.floorMod(position, known.size()));
  }

  @Override
  public void close() {
    http.close();
  }
}
