package io.mq.ctl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.shared.client.ClientSettings;
import io.mq.shared.client.MqClient;
import io.mq.shared.client.MqSession;
import io.mq.shared.client.Outcome;
import io.mq.shared.wire.AdminState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three nodes, one of whose files is damaged while it is down, as by {@code dd}. */
@Timeout(120)
class DamagedDiskIT {

  private static final String TOPIC = "orders";
  private static final ClientSettings PATIENT =
      ClientSettings.DEFAULT.withDeadlineMillis(60_000).withMaxIdleConnections(16);

  private final List<String> put = new ArrayList<>();

  @Test
  void given_a_byte_flipped_in_a_log_then_its_node_is_repaired_and_loses_nothing()
      throws Exception {
    try (RealCluster cluster = RealCluster.start(3);
        MqClient client = new MqClient(cluster.clientUrls(), PATIENT)) {
      MqSession session = client.session();
      assertEquals(new Outcome.Done<>(true), session.createTopic(TOPIC));
      put(session, 60);
      RealNode victim = follower(cluster);
      victim.kill();
      put(session, 10);
      flip(victim.file("segment-0000000001.log"), "message-30-");
      assertEquals(4, victim.inspect(), "mqnode inspect sees the damage");

      victim.start();

      awaitRepair(cluster, victim, "the log is damaged in segment-0000000001.log");
      killTheOthersAndCompare(cluster, client, victim);
      assertEquals(0, victim.inspect(), "mqnode inspect sees no damage any more");
    }
  }

  @Test
  void given_a_byte_flipped_in_a_snapshot_then_its_node_is_repaired_and_loses_nothing()
      throws Exception {
    try (RealCluster cluster = RealCluster.start(3, "\"snapshots\":{\"everyEntries\":100}");
        MqClient client = new MqClient(cluster.clientUrls(), PATIENT)) {
      MqSession session = client.session();
      assertEquals(new Outcome.Done<>(true), session.createTopic(TOPIC));
      put(session, 130);
      RealNode victim = follower(cluster);
      Wait.until("a snapshot", Duration.ofSeconds(20), () -> snapshot(victim).isPresent());
      victim.kill();
      put(session, 10);
      flip(snapshot(victim).orElseThrow(), "message-50-");

      victim.start();

      awaitRepair(cluster, victim, "the snapshot is damaged in snapshot-");
      killTheOthersAndCompare(cluster, client, victim);
    }
  }

  private void put(MqSession session, int count) {
    for (int i = 0; i < count; i++) {
      String message = "message-" + put.size() + "-";
      assertEquals(new Outcome.Done<>(true), session.put(TOPIC, message));
      put.add(message);
    }
  }

  private static RealNode follower(RealCluster cluster) throws InterruptedException {
    RealNode leader = cluster.awaitLeader();
    return cluster.nodes().stream().filter(node -> node != leader).findFirst().orElseThrow();
  }

  private static void flip(Path file, String text) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    assertTrue(at > 0, "no " + text + " in " + file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }

  private static Optional<Path> snapshot(RealNode node) {
    try (Stream<Path> files = Files.list(node.file("."))) {
      return files.filter(file -> file.toString().endsWith(".snap")).findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** It says what is wrong, and is back in the quorum with everything. */
  private static void awaitRepair(RealCluster cluster, RealNode victim, String damage)
      throws InterruptedException, IOException {
    Wait.until(
        "the node is repaired",
        Duration.ofSeconds(30),
        () -> cluster.state(victim).map(AdminState::damage).isEmpty() && isTold(victim));
    cluster.awaitConvergence();
    String log = Files.readString(victim.file("../log"));
    assertTrue(log.contains("DAMAGED: " + damage), log);
    Wait.until(
        "the note of the repair is gone",
        Duration.ofSeconds(10),
        () -> !Files.exists(victim.file("repair")));
  }

  private static boolean isTold(RealNode victim) {
    try {
      return Files.readString(victim.file("../log")).contains("back in the quorum");
    } catch (IOException e) {
      return false;
    }
  }

  private void killTheOthersAndCompare(RealCluster cluster, MqClient client, RealNode victim)
      throws Exception {
    for (RealNode node : cluster.nodes()) {
      if (node != victim) {
        node.kill();
      }
    }
    for (RealNode node : cluster.nodes()) {
      if (node != victim) {
        node.start();
      }
    }
    cluster.awaitLeader();
    List<String> drained = new ArrayList<>();
    MqSession session = client.session(60_000);
    while (drained.size() < put.size()) {
      switch (session.getAll(TOPIC, 256)) {
        case Outcome.Done<List<String>>(List<String> messages) -> drained.addAll(messages);
        case Outcome.Refused<List<String>> refused -> throw new AssertionError(refused.toString());
        case Outcome.Unknown<List<String>> unknown -> throw new AssertionError(unknown.toString());
      }
    }
    assertEquals(put, drained);
    cluster.awaitConvergence();
    victim.terminate();
  }
}
