package io.mq.ctl.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.shared.fault.Bandwidth;
import io.mq.shared.fault.Block;
import io.mq.shared.fault.Delay;
import io.mq.shared.fault.Direction;
import io.mq.shared.fault.Drop;
import io.mq.shared.fault.FaultSpec;
import io.mq.shared.fault.NetworkEffect;
import io.mq.shared.fault.Reset;
import io.mq.shared.id.NodeId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lines sent from n1 through a proxy to n2, which sends each back with a word before it. */
@Timeout(30)
class LinkProxyTest {

  private static final NodeId N1 = new NodeId(1);
  private static final NodeId N2 = new NodeId(2);
  private static final int SHORT_MILLIS = 150;

  private final FaultBook faults = new FaultBook((_, _) -> {});
  private final List<AutoCloseable> open = new ArrayList<>();
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private int port;

  @BeforeEach
  void start() throws Exception {
    ServerSocket echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    open.add(echo);
    Thread.ofVirtual().start(() -> serve(echo));
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    open.add(
        new LinkProxy(new ProxyPlan.Link(N1, N2, port, "127.0.0.1", echo.getLocalPort()), faults));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  private void serve(ServerSocket server) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> answer(socket));
      } catch (IOException e) {
        return; // The test is over.
      }
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      BufferedReader in = reader(socket);
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        received.add(line);
        send(socket, "heard " + line);
      }
      received.add("end");
    } catch (IOException e) {
      received.add("broken off");
    }
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private Socket dial() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    open.add(socket);
    return socket;
  }

  private static void send(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private String heard() throws InterruptedException {
    return received.poll(10, TimeUnit.SECONDS);
  }

  private String heardSoon() throws InterruptedException {
    return received.poll(SHORT_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void fault(NetworkEffect effect, Direction direction) {
    faults.add(N1, List.of(FaultSpec.network(effect, 60_000).with(direction)));
  }

  private static void assertSilent(Socket socket, BufferedReader in) throws IOException {
    socket.setSoTimeout(SHORT_MILLIS);
    assertThrows(SocketTimeoutException.class, in::readLine);
    socket.setSoTimeout(10_000);
  }

  @Test
  void without_faults_it_is_as_if_there_were_no_proxy() throws Exception {
    Socket socket = dial();
    send(socket, "hello");
    assertEquals("heard hello", reader(socket).readLine());

    socket.shutdownOutput();

    assertEquals("hello", heard());
    assertEquals("end", heard());
    assertEquals(-1, socket.getInputStream().read());
  }

  @Test
  void a_cut_from_the_dialler_holds_its_words_back_and_lets_them_go_with_the_heal()
      throws Exception {
    Socket socket = dial();
    BufferedReader in = reader(socket);
    fault(new Block(), Direction.OUT);
    send(socket, "late");
    assertEquals(null, heardSoon());

    faults.liftAll(N1);

    assertEquals("late", heard());
    assertEquals("heard late", in.readLine());
  }

  @Test
  void a_cut_towards_the_dialler_lets_its_words_through_and_holds_the_answers_back()
      throws Exception {
    Socket socket = dial();
    BufferedReader in = reader(socket);
    fault(new Block(), Direction.IN);
    send(socket, "hello");
    assertEquals("hello", heard());
    assertSilent(socket, in);

    faults.liftAll(N1);

    assertEquals("heard hello", in.readLine());
  }

  @Test
  void words_of_a_dialler_who_gave_up_during_the_cut_never_arrive() throws Exception {
    fault(new Block(), Direction.BOTH);
    Socket impatient = dial();
    send(impatient, "forget it");
    impatient.close();
    Socket patient = dial();
    send(patient, "still here");
    assertEquals(null, heardSoon());

    faults.liftAll(N1);

    assertEquals("still here", heard());
    assertEquals(null, heardSoon());
  }

  @Test
  void a_delay_holds_for_each_way_it_is_asked_for() throws Exception {
    fault(new Delay(100, 0), Direction.BOTH);
    Socket socket = dial();
    long start = System.nanoTime();
    send(socket, "hello");

    assertEquals("heard hello", reader(socket).readLine());

    assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(200));
  }

  @Test
  void a_bandwidth_lets_so_much_pass_in_a_second() throws Exception {
    fault(new Bandwidth(100), Direction.OUT);
    Socket socket = dial();
    long start = System.nanoTime();
    send(socket, "1234567890123456789");

    assertEquals("1234567890123456789", heard());

    assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(190));
  }

  @Test
  void after_a_lost_piece_nothing_arrives_on_that_connection_any_more() throws Exception {
    Socket unlucky = dial();
    fault(new Drop(1), Direction.OUT);
    send(unlucky, "lost");
    assertEquals(null, heardSoon());
    faults.liftAll(N1);
    send(unlucky, "lost as well");
    assertEquals(null, heardSoon());

    Socket next = dial();
    send(next, "hello");

    assertEquals("hello", heard());
  }

  @Test
  void a_reset_breaks_the_connection_off_for_both() throws Exception {
    Socket socket = dial();
    send(socket, "hello");
    assertEquals("hello", heard());
    fault(new Reset(1), Direction.OUT);

    send(socket, "goodbye");

    String last = heard();
    assertTrue(List.of("end", "broken off").contains(last), last);
    assertEnds(socket);
  }

  private static void assertEnds(Socket socket) throws IOException {
    socket.setSoTimeout(10_000);
    try {
      byte[] rest = socket.getInputStream().readAllBytes();
      assertTrue(rest.length < 100);
    } catch (SocketException e) {
      assertTrue(e.getMessage().contains("reset"), e.getMessage());
    }
  }
}
