package io.mq.node.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;

/**
 * A port that is taken before anything else happens: connections wait in its backlog until a server
 * is put on it. Owned by one thread until then.
 */
public final class ListeningPort implements AutoCloseable {

  private static final int BACKLOG = 1024;

  private final ServerSocketChannel channel;

  private ListeningPort(ServerSocketChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes a port.
   *
   * @param ip a host name or address, IPv6 in brackets
   * @param port 0 for any free one
   * @throws IOException whose message is one sentence, if the port cannot be had
   */
  public static ListeningPort bind(String ip, int port) throws IOException {
    String host = ip.startsWith("[") ? ip.substring(1, ip.length() - 1) : ip;
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IOException("host " + ip + " is not known here");
    }
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      // A restarted node must not wait for its old connections to time out.
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(address, BACKLOG);
      return new ListeningPort(channel);
    } catch (BindException e) {
      channel.close();
      throw new IOException(
          "cannot listen on "
              + ip
              + ":"
              + port
              + ", is another program using it? ("
              + e.getMessage()
              + ")",
          e);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The port number. */
  public int port() {
    return channel.socket().getLocalPort();
  }

  ServerSocketChannel channel() {
    return channel;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
