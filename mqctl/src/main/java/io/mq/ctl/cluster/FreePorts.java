package io.mq.ctl.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Finds ports nobody uses, below the range from which the system takes those of outgoing
 * connections: a port that is pinned must not be lent to a passing client while its node is down.
 */
public final class FreePorts {

  private static final int LOWEST = 10_000;
  private static final int CONNECT_MILLIS = 300;
  private static final int USUAL_EPHEMERAL_START = 32_768;
  private static final Path RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

  private FreePorts() {}

  /**
   * As many free ports in a row as can be, from a random place on, none of them in {@code taken}.
   *
   * @throws ClusterException if there are not so many
   */
  public static List<Integer> find(
      int count, String ip, Set<Integer> taken, RandomGenerator random) {
    int span = ephemeralStart() - LOWEST;
    int at = random.nextInt(span);
    List<Integer> found = new ArrayList<>();
    for (int tried = 0; tried < span && found.size() < count; tried++) {
      int port = LOWEST + (at + tried) % span;
      if (!taken.contains(port) && isFree(ip, port)) {
        found.add(port);
      }
    }
    if (found.size() < count) {
      throw ClusterException.failed(
          "there are not " + count + " free ports below " + (LOWEST + span));
    }
    return found;
  }

  /** Whether somebody listens on that port; other than {@link #isFree}, this is in nobody's way. */
  public static boolean isListening(String ip, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getByName(ip), port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Whether that port could be bound now. It is, for a moment: not to be asked while somebody is
   * about to bind it.
   */
  public static boolean isFree(String ip, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(ip), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int ephemeralStart() {
    try {
      int start = Integer.parseInt(Files.readString(RANGE).strip().split("\\s+")[0]);
      return start > LOWEST + 1_000 ? start : USUAL_EPHEMERAL_START;
    } catch (IOException | NumberFormatException e) {
      return USUAL_EPHEMERAL_START;
    }
  }
}
