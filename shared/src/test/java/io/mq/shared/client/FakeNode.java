package io.mq.shared.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A node that answers what a test wrote down, in that order, and remembers what it was asked. */
final class FakeNode implements AutoCloseable {

  /** What it was asked, session and sequence behind it where they came. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  private record Answer(int status, Map<String, String> headers, String body, boolean silent) {}

  private final Deque<Answer> script = new ArrayDeque<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  FakeNode() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  FakeNode answers(int status, String body) {
    return answers(status, Map.of(), body);
  }

  FakeNode answersError(int status, String code) {
    return answers(status, Map.of("Mq-Error", code), "{\"success\":false}");
  }

  FakeNode redirectsTo(FakeNode leader, String path) {
    return answers(307, Map.of("Location", leader.url() + path), "{\"success\":false}");
  }

  /** Takes a request and never answers it. */
  FakeNode keepsSilent() {
    synchronized (script) {
      script.add(new Answer(0, Map.of(), "", true));
    }
    return this;
  }

  private FakeNode answers(int status, Map<String, String> headers, String body) {
    synchronized (script) {
      script.add(new Answer(status, headers, body, false));
    }
    return this;
  }

  private void handle(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String session = exchange.getRequestHeaders().getFirst("Mq-Session");
    String sequence = exchange.getRequestHeaders().getFirst("Mq-Sequence");
    asked.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + (session == null ? "" : " " + session + "/" + sequence));
    Answer answer;
    synchronized (script) {
      answer = script.poll();
    }
    if (answer == null) {
      answer = new Answer(500, Map.of("Mq-Error", "INTERNAL"), "{}", false);
    }
    if (answer.silent()) {
      return;
    }
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
