package io.mq.ctl.proxy;

import io.mq.shared.client.Http;
import io.mq.shared.client.HttpAnswer;
import io.mq.shared.client.HttpCall;
import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** What is known of one node of another make. Looks at it ever so often. Thread-safe. */
final class StandIn implements AutoCloseable {

  private static final long LOOK_MILLIS = 200;
  private static final long TIMEOUT_MILLIS = 700;

  private final ProxyPlan.Node node;
  private final Http http;
  private final Happenings happenings;
  private final Thread watch;

  StandIn(ProxyPlan.Node node, Http http) {
    this.node = node;
    this.http = http;
    this.happenings = new Happenings(node.id());
    this.watch = Thread.ofVirtual().name("watch " + node.id()).start(this::watch);
  }

  NodeId id() {
    return node.id();
  }

  Happenings happenings() {
    return happenings;
  }

  /**
   * Asks the node.
   *
   * @throws IOException if it does not say; the message is short and for people
   */
  NodeSaid ask() throws IOException {
    HttpAnswer answer = http.send(node.clientUrl(), HttpCall.of("GET", "/status"), TIMEOUT_MILLIS);
    if (!answer.isSuccess()) {
      throw new IOException("its /status answered " + answer.status());
    }
    return NodeSaid.parse(answer.json());
  }

  private void watch() {
    Optional<NodeSaid> last = Optional.empty();
    try {
      while (true) {
        Optional<NodeSaid> now = tryAsk();
        if (now.isPresent() && !Objects.equals(now, last)) {
          NodeSaid said = now.get();
          happenings.add(
              "role", said.role().toLowerCase(Locale.ROOT) + " in term " + said.term(), now);
        }
        last = now;
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<NodeSaid> tryAsk() {
    try {
      return Optional.of(ask());
    } catch (IOException e) {
      // It is down, paused or starting; whoever wants to know why asks for its state.
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
