package io.mq.ctl.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class FreePortsTest {

  private static final String IP = "127.0.0.1";

  private final int port =
      FreePorts.find(1, IP, Set.of(), new SplittableRandom(System.nanoTime())).getFirst();

  private ServerSocket listen() throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  @Test
  void given_a_port_when_somebody_listens_then_that_is_seen_and_it_is_not_free() throws Exception {
    assertFalse(FreePorts.isListening(IP, port));
    assertTrue(FreePorts.isFree(IP, port));
    try (ServerSocket _ = listen()) {
      assertTrue(FreePorts.isListening(IP, port));
      assertFalse(FreePorts.isFree(IP, port));
    }
  }

  /** As the proxies are while they start. */
  @Test
  void given_one_who_is_asked_for_all_the_time_then_nothing_keeps_it_from_listening()
      throws Exception {
    AtomicBoolean asking = new AtomicBoolean(true);
    Thread asker =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (asking.get()) {
                    FreePorts.isListening(IP, port);
                  }
                });
    int listened = 0;
    try {
      for (int i = 0; i < 300; i++) {
        try (ServerSocket _ = listen()) {
          listened++;
        }
      }
    } finally {
      asking.set(false);
      asker.join();
    }

    assertEquals(300, listened);
  }
}
