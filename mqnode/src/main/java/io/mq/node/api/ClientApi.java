package io.mq.node.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.http.HttpServer;
import io.mq.node.http.ListeningPort;
import io.mq.node.http.RequestFailed;
import io.mq.node.runtime.ReplicaPort;
import io.mq.shared.config.NodeLimits;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.ErrorCode;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The server on the client port. Thread-safe. */
public final class ClientApi implements AutoCloseable {

  private final Gate gate;
  private final HttpServer server;
  private final Deadlines deadlines;

  private ClientApi(Gate gate, HttpServer server, Deadlines deadlines) {
    this.gate = gate;
    this.server = server;
    this.deadlines = deadlines;
  }

  /**
   * Starts serving.
   *
   * @param maxBodyBytesInFlight of all requests under way; one more is told to come back
   * @param clientUrls where each member serves clients, as far as that is known
   * @param log hears of faults of our own
   */
  public static ClientApi start(
      ListeningPort port,
      ReplicaPort replica,
      NodeLimits limits,
      int maxBodyBytesInFlight,
      Function<NodeId, Optional<String>> clientUrls,
      Consumer<String> log) {
    Gate gate = new Gate(limits.maxInFlightRequests(), maxBodyBytesInFlight);
    Deadlines deadlines = new Deadlines();
    Requests requests = new Requests(replica, limits, deadlines, clientUrls);
    HttpServer server =
        HttpServer.start(
            "client",
            port,
            config -> {
              Routes routes = new Routes(config.routes, gate, limits.maxBodyBytes());
              rrmq(routes, requests);
              v1(routes, requests);
              // Javalin would answer HEAD with GET's route, and this one takes a message away.
              config.routes.head("/message/{topic}", ClientApi::noSuchRoute);
              // Answered while the gate is full or closed as well.
              config.routes.get("/status", new StatusRoute(requests));
            },
            log);
    return new ClientApi(gate, server, deadlines);
  }

  /** Adds routes behind the gate. */
  private record Routes(RoutesConfig config, Gate gate, int maxBodyBytes) {

    void get(String path, Handler route) {
      config.get(path, gated(route));
    }

    void put(String path, Handler route) {
      config.put(path, gated(route));
    }

    void post(String path, Handler route) {
      config.post(path, gated(route));
    }

    void delete(String path, Handler route) {
      config.delete(path, gated(route));
    }

    private Handler gated(Handler route) {
      return new Gated(gate, maxBodyBytes, route);
    }
  }

  private static void rrmq(Routes routes, Requests requests) {
    routes.put("/topic", new RrmqCreateTopicRoute(requests));
    routes.get("/topic", new RrmqListTopicsRoute(requests));
    routes.put("/message", new RrmqPutMessageRoute(requests));
    routes.get("/message/{topic}", new RrmqGetMessageRoute(requests));
  }

  private static void v1(Routes routes, Requests requests) {
    routes.post("/v1/sessions", new V1OpenSessionRoute(requests));
    routes.delete("/v1/sessions/{session}", new V1CloseSessionRoute(requests));
    routes.get("/v1/topics", new V1ListTopicsRoute(requests));
    routes.get("/v1/topics/{topic}", new V1ShowTopicRoute(requests));
    routes.put("/v1/topics/{topic}", new V1CreateTopicRoute(requests));
    routes.delete("/v1/topics/{topic}", new V1DeleteTopicRoute(requests));
    String messages = "/v1/topics/{topic}/messages";
    routes.get(messages, new V1PeekMessagesRoute(requests));
    routes.post(messages, new V1PutMessagesRoute(requests));
    routes.post(messages + "/take", new V1TakeMessagesRoute(requests));
    routes.post(messages + "/lease", new V1LeaseMessagesRoute(requests));
    routes.post(messages + "/acknowledge", new V1AcknowledgeRoute(requests));
    routes.post(messages + "/return", new V1ReturnRoute(requests));
  }

  private static void noSuchRoute(Context ctx) throws RequestFailed {
    throw new RequestFailed(
        ErrorCode.NOT_FOUND, "there is no " + ctx.method() + " " + ctx.path() + " here");
  }

  /** The port it serves. */
  public int port() {
    return server.port();
  }

  /**
   * Refuses new requests from now on and waits for those in flight.
   *
   * @return false if some are left after {@code timeoutMillis}
   * @throws InterruptedException if told to stop waiting
   */
  public boolean drain(long timeoutMillis) throws InterruptedException {
    return gate.drain(timeoutMillis);
  }

  @Override
  public void close() {
    server.close();
    deadlines.close();
  }
}
