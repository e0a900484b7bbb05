package io.mq.ctl.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mq.shared.fault.FaultJson;
import io.mq.shared.fault.FaultJson.Renewal;
import io.mq.shared.fault.FaultView;
import io.mq.shared.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The admin API on behalf of nodes that have none: {@code /n1/admin/state}, {@code
 * /n1/admin/faults} and {@code /n1/admin/events}, with the answers that {@code mqnode} gives, as
 * far as they can be known.
 */
final class AdminServer implements AutoCloseable {

  private static final int MAX_BODY_BYTES = 1 << 20;
  private static final int MAX_READERS = 64;
  private static final long SIGN_OF_LIFE_MILLIS = 5_000;

  private final String token;
  private final Map<String, StandIn> nodes = new LinkedHashMap<>();
  private final FaultBook faults;
  private final Semaphore readers = new Semaphore(MAX_READERS);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  /** Listens at once. */
  AdminServer(ProxyPlan plan, List<StandIn> standIns, FaultBook faults) throws IOException {
    token = "Bearer " + plan.token();
    standIns.forEach(each -> nodes.put(each.id().toString(), each));
    this.faults = faults;
    InetAddress address = InetAddress.getLoopbackAddress();
    server = HttpServer.create(new InetSocketAddress(address, plan.controlPort()), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!isKnown(exchange.getRequestHeaders().getFirst("Authorization"))) {
        refuse(exchange, 401, "the admin token is missing or wrong");
        return;
      }
      URI uri = exchange.getRequestURI();
      String[] path = uri.getPath().split("/", 5);
      StandIn node = path.length > 3 ? nodes.get(path[1]) : null;
      if (node == null || !path[2].equals("admin")) {
        refuse(exchange, 404, "no such resource");
        return;
      }
      String rest = path.length > 4 ? path[4] : "";
      switch (exchange.getRequestMethod() + " " + path[3]) {
        case "GET state" -> state(exchange, node);
        case "GET events" -> events(exchange, node);
        case "GET faults" -> answer(exchange, faults.list(node.id()));
        case "PUT faults" -> addFaults(exchange, node);
        case "POST faults" -> renewFaults(exchange, node);
        case "DELETE faults" -> liftFaults(exchange, node, rest);
        default -> refuse(exchange, 409, "this program can be asked for no such thing");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isKnown(String header) {
    return header != null
        && MessageDigest.isEqual(
            header.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  private void state(HttpExchange exchange, StandIn node) throws IOException {
    NodeSaid said;
    try {
      said = node.ask();
    } catch (IOException e) {
      refuse(exchange, 503, e.getMessage());
      return;
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("node", node.id());
    json.put("role", said.role());
    json.put("term", said.term());
    json.put("faults", faults.list(node.id()).size());
    respond(exchange, 200, Json.write(json));
  }

  private void addFaults(HttpExchange exchange, StandIn node) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES);
    List<FaultView> added;
    try {
      String text = new String(body, StandardCharsets.UTF_8);
      added = faults.add(node.id(), FaultJson.readRequest(text));
    } catch (IllegalArgumentException | IOException e) {
      refuse(exchange, 400, e.getMessage());
      return;
    }
    answer(exchange, added);
  }

  private void renewFaults(HttpExchange exchange, StandIn node) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES);
    Renewal renewal;
    try {
      renewal = FaultJson.readRenewal(new String(body, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException | IOException e) {
      refuse(exchange, 400, e.getMessage());
      return;
    }
    answer(exchange, faults.renew(node.id(), renewal.ids(), renewal.leaseMillis()));
  }

  private void liftFaults(HttpExchange exchange, StandIn node, String id) throws IOException {
    List<FaultView> lifted = id.isEmpty() ? faults.liftAll(node.id()) : faults.lift(node.id(), id);
    if (!id.isEmpty() && lifted.isEmpty()) {
      refuse(exchange, 404, "fault " + id + " is not in force");
      return;
    }
    answer(exchange, lifted);
  }

  private static void answer(HttpExchange exchange, List<FaultView> views) throws IOException {
    respond(exchange, 200, FaultJson.answer(views));
  }

  private void events(HttpExchange exchange, StandIn node)
      throws IOException, InterruptedException {
    String accept = exchange.getRequestHeaders().getFirst("Accept");
    if (accept == null || !accept.contains("text/event-stream")) {
      List<Happenings.Event> all = node.happenings().after(0, 0);
      respond(
          exchange,
          200,
          Json.write(Map.of("events", all.stream().map(Happenings.Event::json).toList())));
    } else if (readers.tryAcquire()) {
      try {
        follow(exchange, node.happenings());
      } finally {
        readers.release();
      }
    } else {
      refuse(exchange, 503, MAX_READERS + " readers follow events already");
    }
  }

  private static void follow(HttpExchange exchange, Happenings happenings)
      throws IOException, InterruptedException {
    String header = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    long last = header != null && header.matches("[0-9]{1,18}") ? Long.parseLong(header) : 0;
    last = Math.min(last, happenings.lastId());
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    out.flush();
    while (true) {
      StringBuilder text = new StringBuilder();
      for (Happenings.Event event : happenings.after(last, SIGN_OF_LIFE_MILLIS)) {
        last = event.id();
        text.append("id: ").append(last).append('\n');
        text.append("event: ").append(event.json().get("type")).append('\n');
        text.append("data: ").append(Json.write(event.json())).append("\n\n");
      }
      if (text.isEmpty()) {
        text.append(":\n\n");
      }
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  private static void refuse(HttpExchange exchange, int status, String detail) throws IOException {
    respond(exchange, status, Json.write(Map.of("detail", detail)));
  }

  private static void respond(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    try {
      var _ = threads.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
