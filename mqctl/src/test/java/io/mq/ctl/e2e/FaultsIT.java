package io.mq.ctl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.shared.client.ClientSettings;
import io.mq.shared.client.MqClient;
import io.mq.shared.client.MqSession;
import io.mq.shared.client.Outcome;
import io.mq.shared.fault.Delay;
import io.mq.shared.fault.Direction;
import io.mq.shared.fault.Drop;
import io.mq.shared.fault.Duplicate;
import io.mq.shared.fault.Effect;
import io.mq.shared.fault.FaultSpec;
import io.mq.shared.fault.MessageType;
import io.mq.shared.fault.NetworkEffect;
import io.mq.shared.fault.Reorder;
import io.mq.shared.fault.Reset;
import io.mq.shared.fault.SlowForce;
import io.mq.shared.fault.TornTail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults on real processes: each is seen in what it does, and gone when its lease ends. */
@Timeout(180)
class FaultsIT {

  private static final String TOPIC = "t";
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final ClientSettings PATIENT = ClientSettings.DEFAULT.withDeadlineMillis(30_000);

  @Test
  void network_faults_are_seen_by_clients_end_with_their_lease_and_lose_or_double_nothing()
      throws Exception {
    try (RealCluster cluster = RealCluster.start(3);
        MqClient client = new MqClient(cluster.clientUrls(), PATIENT)) {
      MqSession session = client.session();
      session.createTopic(TOPIC);

      RealNode leader = cluster.awaitLeader();
      cluster.fault(
          leader,
          FaultSpec.network(new Delay(200, 0), 60_000)
              .with(Direction.IN)
              .only(List.of(MessageType.APPEND_REPLY)));
      assertTrue(putMillis(session, 0) >= 200);
      cluster.heal(leader);

      leader = cluster.awaitLeader();
      cluster.fault(
          leader,
          FaultSpec.network(new Drop(1), 60_000)
              .with(Direction.OUT)
              .only(List.of(MessageType.APPEND)));
      putMillis(session, 1);
      assertNotEquals(leader.id(), cluster.awaitLeader().id());
      cluster.heal(leader);

      List<NetworkEffect> weather =
          List.of(new Drop(0.05), new Duplicate(0.2), new Reorder(0.1, 20), new Reset(0.002));
      for (RealNode node : cluster.nodes()) {
        for (NetworkEffect effect : weather) {
          cluster.fault(node, FaultSpec.network(effect, 4_000).seeded(7));
        }
      }
      for (int i = 2; i < 100; i++) {
        putMillis(session, i);
      }
      awaitNoFault(cluster);
      cluster.awaitConvergence();
      assertEquals(100, drain(client).size());
    }
  }

  @Test
  void power_loss_takes_what_was_not_forced_and_nothing_that_was_acknowledged() throws Exception {
    try (RealCluster cluster = RealCluster.start(3)) {
      try (MqClient client = new MqClient(cluster.clientUrls(), PATIENT)) {
        MqSession session = client.session();
        session.createTopic(TOPIC);
        for (int i = 0; i < 20; i++) {
          putMillis(session, i);
        }
        cluster.nodes().forEach(node -> cluster.fault(node, disk(new SlowForce(60_000, 0))));
        session.setDeadlineMillis(400);
        assertFalse(session.put(TOPIC, "never forced") instanceof Outcome.Done);
      }
      for (RealNode node : cluster.nodes()) {
        cluster.losePower(node);
      }
      Wait.until(
          "all nodes gone", SOON, () -> cluster.nodes().stream().noneMatch(RealNode::isAlive));
      assertTrue(
          cluster.logs().matches("(?s).*power lost, with [1-9][0-9]* bytes.*"), cluster.logs());

      cluster.startAll();
      RealNode next = cluster.awaitLeader();
      RealNode victim = cluster.nodes().stream().filter(n -> n != next).findFirst().orElseThrow();
      cluster.fault(victim, disk(new TornTail()));
      try (MqClient client = new MqClient(cluster.clientUrls(), PATIENT)) {
        putMillis(client.session(), 20);
        Wait.until("the torn write ended " + victim.id(), SOON, () -> !victim.isAlive());
        victim.start();
        cluster.awaitConvergence();
        assertEquals(21, drain(client).size());
      }
    }
  }

  @Test
  void killing_the_tool_leaves_no_fault_behind_after_the_lease() throws Exception {
    try (Tool mqctl = new Tool()) {
      mqctl.run("cluster up -n 3").done();
      Path script = mqctl.state().resolve("break.mq");
      Files.writeString(script, "fault add drop --rate 1% --lease 6s\nsleep 60s\n");
      Process run = mqctl.begin("run " + script);
      try {
        Wait.until("the fault is listed", SOON, () -> faults(mqctl).contains("drop 1%"));
      } finally {
        run.destroyForcibly();
      }
      Wait.until("the fault is gone", SOON, () -> faults(mqctl).equals("[]"));

      mqctl.run("fault add block --shape halves").done();
      assertTrue(faults(mqctl).contains("block"));
      assertEquals("", mqctl.run("fault clear -q").done());
      assertEquals("[]", faults(mqctl));
      mqctl.run("elect followers").done();
      // Several candidates at once may take each other's place for a while.
      Wait.until(
          "a leader whose power is gone", SOON, () -> status(mqctl, "power-loss leader") == 0);
      String leader = mqctl.run("", "when", "leader and nodes = 2", "select", "leader").done();
      assertTrue(leader.matches("n[123]"), leader);
      mqctl.run("start all").done();
      mqctl.run("wipe n3").done();
      assertEquals(1, mqctl.run("start n3 --timeout 20s").status());
    }
  }

  private static String faults(Tool mqctl) {
    return run(mqctl, "fault list -o json").done();
  }

  private static int status(Tool mqctl, String words) {
    return run(mqctl, words).status();
  }

  private static Tool.Ended run(Tool mqctl, String words) {
    try {
      return mqctl.run(words);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static FaultSpec disk(Effect effect) {
    return new FaultSpec(
        effect, Direction.BOTH, new TreeSet<>(), Set.of(), OptionalLong.empty(), 60_000);
  }

  private static void awaitNoFault(RealCluster cluster) throws InterruptedException {
    Wait.until(
        "no fault on any node",
        SOON,
        () ->
            cluster.nodes().stream()
                .allMatch(node -> cluster.state(node).filter(s -> s.faults() == 0).isPresent()));
  }

  private static long putMillis(MqSession session, int number) {
    long begin = System.nanoTime();
    Outcome<?> outcome = session.put(TOPIC, "m" + number);
    assertTrue(outcome instanceof Outcome.Done<?>, "put " + number + ": " + outcome);
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
  }

  /** Takes all messages, and sees that they are the ones put, each once and in order. */
  private static List<String> drain(MqClient client) {
    List<String> messages = new ArrayList<>();
    MqSession session = client.session();
    while (session.get(TOPIC) instanceof Outcome.Done<String>(String message)) {
      assertEquals("m" + messages.size(), message);
      messages.add(message);
    }
    return messages;
  }
}
