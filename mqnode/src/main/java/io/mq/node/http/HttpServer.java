package io.mq.node.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * One Javalin server on a port that is already taken. Requests run on virtual threads, so a route
 * may wait; the few platform threads only watch sockets.
 */
public final class HttpServer implements AutoCloseable {

  private static final int PLATFORM_THREADS = 16;
  private static final long IDLE_MILLIS = 60_000;
  private static final int SESSION_SECONDS = 60;

  /**
   * Jetty asks the JVM's management for this once, which brings up all of JMX and costs a node a
   * tenth of a second of its start; it is the size of a cache line over that of a reference.
   */
  private static final String REFERENCES_PER_CACHE_LINE =
      "org.eclipse.jetty.util.referencesPerCacheLine";

  static {
    if (System.getProperty(REFERENCES_PER_CACHE_LINE) == null) {
      System.setProperty(REFERENCES_PER_CACHE_LINE, Integer.toString(64 / 4));
    }
  }

  private final Javalin javalin;
  private final ExecutorService virtualThreads;
  private final int port;

  private HttpServer(Javalin javalin, ExecutorService virtualThreads, int port) {
    this.javalin = javalin;
    this.virtualThreads = virtualThreads;
    this.port = port;
  }

  /**
   * Starts serving.
   *
   * @param name of its threads
   * @param routes adds the routes; errors are dealt with already
   * @param log hears of faults of our own
   */
  public static HttpServer start(
      String name, ListeningPort port, Consumer<JavalinConfig> routes, Consumer<String> log) {
    ExecutorService virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
    Javalin javalin =
        Javalin.create(
            config -> {
              settle(config, name, virtualThreads);
              config.jetty.addConnector((server, http) -> connector(server, http, port));
              ErrorResponses.install(config, log);
              routes.accept(config);
            });
    javalin.start();
    return new HttpServer(javalin, virtualThreads, port.port());
  }

  private static void settle(JavalinConfig config, String name, ExecutorService virtualThreads) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    // Bodies are small and peers near: compressing would only cost time.
    config.http.compressionStrategy = CompressionStrategy.NONE;
    QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS, 4);
    threads.setName(name);
    threads.setVirtualThreadsExecutor(virtualThreads);
    config.jetty.threadPool = threads;
    // A topic may contain a slash: %2F in a path is data here, never a separator.
    config.jetty.modifyServletContextHandler(
        handler -> {
          handler.getServletHandler().setDecodeAmbiguousURIs(true);
          // Javalin makes a session for each WebSocket; nobody uses it, so it shall not pile up.
          handler.getSessionHandler().setMaxInactiveInterval(SESSION_SECONDS);
        });
  }

  private static Connector connector(Server server, HttpConfiguration http, ListeningPort port) {
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setIdleTimeout(IDLE_MILLIS);
    try {
      connector.open(port.channel());
    } catch (IOException e) {
      throw new UncheckedIOException("the port is no longer open", e);
    }
    return connector;
  }

  /** The port it serves. */
  public int port() {
    return port;
  }

  /** Stops at once; what is in flight is cut off. Closes the port. */
  @Override
  public void close() {
    javalin.stop();
    virtualThreads.shutdownNow();
  }
}
