package io.mq.node.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Sockets that send small messages at once instead of waiting for the last one's receipt. */
final class PromptSockets extends SocketFactory {

  @Override
  public Socket createSocket() throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    return socket;
  }

  // OkHttp connects by itself and calls none of the others.

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw new UnsupportedOperationException("only unconnected sockets are made here");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    throw new UnsupportedOperationException("only unconnected sockets are made here");
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw new UnsupportedOperationException("only unconnected sockets are made here");
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    throw new UnsupportedOperationException("only unconnected sockets are made here");
  }
}
