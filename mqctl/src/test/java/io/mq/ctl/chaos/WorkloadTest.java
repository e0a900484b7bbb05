package io.mq.ctl.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mq.ctl.chaos.WorkloadPlan.Sessions;
import io.mq.ctl.cluster.NodeRecord;
import io.mq.shared.client.ClientSettings;
import io.mq.shared.history.EventType;
import io.mq.shared.history.HistoryEvent;
import io.mq.shared.history.HistoryEvent.OperationEvent;
import io.mq.shared.history.HistoryRecorder;
import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients do when a run tells them to, against a node that takes its time. */
class WorkloadTest {

  private static final long LONGEST_MILLIS = 20_000;

  private final List<HistoryEvent> history = new CopyOnWriteArrayList<>();
  private final Set<String> requests = Collections.newSetFromMap(new ConcurrentHashMap<>());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile long answerMillis;
  private HttpServer node;
  private Workload workload;

  @BeforeEach
  void two_clients_without_sessions_of_a_node_that_takes_everything() throws IOException {
    node = node();
    workload =
        new Workload(
            new WorkloadPlan(2, 50, 1, Sessions.NONE, 5_000),
            ClientSettings.DEFAULT,
            List.of(record(1, node)),
            List.of("q"),
            1,
            RunClock.startNow(),
            new HistoryRecorder(history::add));
  }

  private HttpServer node() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
    return server;
  }

  private static NodeRecord record(int number, HttpServer server) {
    return new NodeRecord(
        new NodeId(number), "127.0.0.1", server.getAddress().getPort(), 1, Optional.empty());
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body =
          new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
              .replaceFirst(".*\"message\":\"([^\"]*)\".*", "$1");
      requests.add(body);
      Thread.sleep(answerMillis);
      boolean put = exchange.getRequestMethod().equals("PUT");
      byte[] answer = "{\"success\":true}".getBytes(StandardCharsets.UTF_8);
      if (!put) {
        exchange.getResponseHeaders().add("Mq-Error", "QUEUE_EMPTY");
      }
      exchange.sendResponseHeaders(put ? 201 : 404, answer.length);
      exchange.getResponseBody().write(answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void close() {
    workload.close();
    node.stop(0);
    threads.shutdownNow();
  }

  private List<OperationEvent> ends() {
    return history.stream()
        .filter(OperationEvent.class::isInstance)
        .map(OperationEvent.class::cast)
        .filter(event -> event.type() != EventType.INVOKE)
        .toList();
  }

  private long ends(EventType type) {
    return ends().stream().filter(event -> event.type() == type).count();
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + LONGEST_MILLIS * 1_000_000;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "not in time: " + what);
      Thread.sleep(5);
    }
  }

  @Test
  void clients_in_a_hurry_do_not_know_and_never_say_that_it_did_not_happen() throws Exception {
    answerMillis = 150;
    Runnable calm = workload.hurry(30);
    workload.start();
    await("twenty operations given up", () -> ends(EventType.INFO) >= 20);
    assertEquals(0, ends(EventType.OK));
    // Of what was refused the node must not have heard.
    ends().stream()
        .filter(event -> event.type() == EventType.FAIL && event.value() != null)
        .forEach(event -> assertFalse(requests.contains(event.value()), event.toString()));

    calm.run();

    await("an operation waited for", () -> ends(EventType.OK) > 0);
    workload.stop();
  }

  @Test
  void a_rush_brings_more_clients_for_a_time_and_the_next_one_the_same_again() throws Exception {
    workload.start();
    for (int i = 0; i < 2; i++) {
      long before = ofReserves();
      Runnable end = workload.rush(3);
      await("a hundred operations more", () -> ofReserves() >= before + 100);
      end.run();
      await(
          "no more of them",
          () -> {
            long now = ofReserves();
            long usual = ends().size() - now;
            return waited(() -> ends().size() - ofReserves() >= usual + 4) && ofReserves() == now;
          });
    }
    workload.stop();

    assertEquals(
        Set.of("c1", "c2", "r1", "x1", "x2", "x3"),
        ends().stream().map(OperationEvent::process).collect(Collectors.toSet()));
  }

  private boolean waited(BooleanSupplier condition) {
    try {
      await("the usual clients go on", condition);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private long ofReserves() {
    return ends().stream().filter(event -> event.process().startsWith("x")).count();
  }

  @Test
  void clients_follow_nodes_that_come_and_go() throws Exception {
    workload.start();
    await("an operation", () -> ends(EventType.OK) > 0);
    HttpServer fresh = node();
    try {
      workload.follow(List.of(record(4, fresh)));
      node.stop(0);

      await(
          "an operation on the new node",
          () ->
              ends().stream()
                  .anyMatch(event -> event.type() == EventType.OK && "n4".equals(event.node())));
      workload.stop();
    } finally {
      fresh.stop(0);
    }
  }
}
