package io.mq.ctl.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The way from one node to another: listens where the one dials and passes on to the other. At most
 * {@value #MOST_CONNECTIONS} connections at a time; one more is closed at once.
 */
final class LinkProxy implements AutoCloseable {

  private static final int MOST_CONNECTIONS = 256;
  private static final int BACKLOG = 64;

  private final ProxyPlan.Link link;
  private final FaultBook faults;
  private final ServerSocket server;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

  /**
   * Listens at once.
   *
   * @throws IOException if the port is taken
   */
  LinkProxy(ProxyPlan.Link link, FaultBook faults) throws IOException {
    this.link = link;
    this.faults = faults;
    server = new ServerSocket();
    server.setReuseAddress(true);
    try {
      InetAddress address = InetAddress.getLoopbackAddress();
      server.bind(new InetSocketAddress(address, link.port()), BACKLOG);
    } catch (IOException e) {
      server.close();
      throw new IOException(
          "port "
              + link.port()
              + ", on which "
              + link.from()
              + " is to find "
              + link.to()
              + ", is taken: "
              + e.getMessage(),
          e);
    }
    Thread.ofVirtual().name(link.from() + "-" + link.to()).start(this::accept);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        take(server.accept());
      } catch (IOException e) {
        // Closed, or no more file handles for the moment; the next try tells.
        pauseUnlessClosed();
      }
    }
  }

  private void take(Socket dialler) throws IOException {
    if (connections.size() >= MOST_CONNECTIONS) {
      dialler.close();
      return;
    }
    dialler.setTcpNoDelay(true);
    InetSocketAddress target = new InetSocketAddress(link.host(), link.targetPort());
    Connection connection =
        new Connection(dialler, link.from(), link.to(), target, faults, connections::remove);
    connections.add(connection);
    connection.start();
  }

  private void pauseUnlessClosed() {
    if (!server.isClosed()) {
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    connections.forEach(Connection::end);
  }
}
