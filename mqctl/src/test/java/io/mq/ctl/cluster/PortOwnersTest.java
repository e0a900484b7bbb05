package io.mq.ctl.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which process listens where. */
class PortOwnersTest {

  private static final String TABLE =
      """
        sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
         0: 0100007F:6A21 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4711 1
         1: 0100007F:6A22 0100007F:9C40 01 00000000:00000000 00:00000000 00000000  1000        0 4712 1
         2: 0000000000000000FFFF00000100007F:6A23 0:0000 0A 0:0 00:0 00000000  1000        0 4713 1
      """;

  @Test
  void only_sockets_that_listen_count() {
    assertEquals(Map.of(4711L, 0x6A21, 4713L, 0x6A23), PortOwners.listening(TABLE));
  }

  @Test
  void this_very_process_is_found_by_its_port_and_its_port_by_its_pid() throws Exception {
    assumeTrue(ProcessTable.isAvailable());
    long pid = ProcessHandle.current().pid();
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PortOwners owners = PortOwners.among(List.of(ProcessTable.look(pid).orElseThrow()));

      assertEquals(Optional.of(pid), owners.pid(socket.getLocalPort()));
      assertEquals(true, owners.ports(pid).contains(socket.getLocalPort()));
      assertEquals(Set.of(), owners.ports(pid + 1));
    }
  }
}
