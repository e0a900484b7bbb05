package io.mq.ctl.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which process listens at which port, as far as {@code /proc} shows it: only those of this user. A
 * picture of one moment. Immutable.
 */
public final class PortOwners {

  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

  private static final String LISTENING = "0A";

  private final Map<Integer, Long> pids;

  private PortOwners(Map<Integer, Long> pids) {
    this.pids = pids;
  }

  /** Looks at these processes. */
  public static PortOwners among(List<OwnProcess> processes) {
    Map<Long, Integer> sockets = new LinkedHashMap<>();
    for (Path table : TABLES) {
      try {
        sockets.putAll(listening(Files.readString(table)));
      } catch (IOException e) {
        // A system without that kind of address.
      }
    }
    Map<Integer, Long> pids = new TreeMap<>();
    for (OwnProcess process : processes) {
      for (long socket : sockets(process.pid())) {
        Integer port = sockets.get(socket);
        if (port != null) {
          // A child inherits its parent's sockets, and has the higher pid.
          pids.merge(port, process.pid(), Math::min);
        }
      }
    }
    return new PortOwners(pids);
  }

  /** The pid of the process that listens there. */
  public Optional<Long> pid(int port) {
    return Optional.ofNullable(pids.get(port));
  }

  /** The ports at which a process listens. */
  Set<Integer> ports(long pid) {
    Set<Integer> ports = new TreeSet<>();
    pids.forEach(
        (port, owner) -> {
          if (owner == pid) {
            ports.add(port);
          }
        });
    return ports;
  }

  /** The ports of listening sockets by their inodes, from a table of the kernel's. */
  static Map<Long, Integer> listening(String table) {
    Map<Long, Integer> ports = new LinkedHashMap<>();
    for (String line : table.lines().skip(1).toList()) {
      String[] fields = line.strip().split("\\s+");
      if (fields.length > 9 && fields[3].equals(LISTENING)) {
        String port = fields[1].substring(fields[1].lastIndexOf(':') + 1);
        ports.put(Long.parseLong(fields[9]), Integer.parseInt(port, 16));
      }
    }
    return ports;
  }

  /** The inodes of a process's sockets. */
  private static List<Long> sockets(long pid) {
    try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return files
          .map(PortOwners::target)
          .filter(target -> target.startsWith("socket:["))
          .map(target -> Long.parseLong(target.substring(8, target.length() - 1)))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
