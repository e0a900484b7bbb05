package io.mq.ctl.proxy;

import io.mq.shared.client.Http;
import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** All proxies of a cluster, with the admin API on behalf of its nodes. */
public final class ProxyServer implements AutoCloseable {

  private static final int CONNECT_TIMEOUT_MILLIS = 300;
  private static final int MAX_IDLE_CONNECTIONS = 8;

  private final Consumer<String> log;
  private final Http http = new Http(CONNECT_TIMEOUT_MILLIS, MAX_IDLE_CONNECTIONS);
  private final List<StandIn> standIns = new ArrayList<>();
  private final List<LinkProxy> links = new ArrayList<>();
  private AdminServer admin;

  private ProxyServer(Consumer<String> log) {
    this.log = log;
  }

  /**
   * Starts them all.
   *
   * @param log gets a line for every fault that begins or ends
   * @throws IOException if a port is taken; nothing is left running then
   */
  public static ProxyServer start(ProxyPlan plan, Consumer<String> log) throws IOException {
    ProxyServer server = new ProxyServer(log);
    try {
      FaultBook faults = new FaultBook(server::note);
      for (ProxyPlan.Link link : plan.links()) {
        server.links.add(new LinkProxy(link, faults));
      }
      for (ProxyPlan.Node node : plan.nodes()) {
        server.standIns.add(new StandIn(node, server.http));
      }
      server.admin = new AdminServer(plan, server.standIns, faults);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  private void note(NodeId node, String text) {
    log.accept(node + " " + text);
    standIns.stream()
        .filter(each -> each.id().equals(node))
        .forEach(each -> each.happenings().add("fault", text, Optional.empty()));
  }

  @Override
  public void close() throws IOException {
    if (admin != null) {
      admin.close();
    }
    standIns.forEach(StandIn::close);
    for (LinkProxy link : links) {
      link.close();
    }
    http.close();
  }
}
