package io.mq.node.raft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Random schedules of loss, repetition, reordering, cuts and crashes: first everything that can go
 * wrong does, under the invariants of every step; then the cluster is healed and must work.
 */
class RandomScheduleTest {

  private static final int SEEDS = 300;
  private static final int MUTANT_SEEDS = 3000;
  private static final int STEPS = 2500;

  @Test
  void every_schedule_is_safe_and_recovers() {
    long committed = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      try {
        committed += new Schedule(seed, Rules.SOUND).play();
      } catch (RuntimeException | AssertionError failure) {
        throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
      }
    }
    assertTrue(committed > SEEDS * 10, "too little was committed to mean anything: " + committed);
  }

  @Test
  void a_broken_rule_is_noticed() {
    Mutants.ALL.forEach(
        (name, rules) ->
            assertTrue(isCaught(rules), () -> "no schedule notices the mutant: " + name));
  }

  private static boolean isCaught(Rules rules) {
    for (long seed = 1; seed <= MUTANT_SEEDS; seed++) {
      try {
        new Schedule(seed, rules).play();
      } catch (RuntimeException | AssertionError caught) {
        return true;
      }
    }
    return false;
  }

  private static final class Schedule implements TestCluster.Listener {
    private final SplittableRandom random;
    private final TestCluster cluster;
    private final List<NodeId> ids;
    private final SortedMap<Long, LogIndex> readFloors = new TreeMap<>();
    private final int chaos;

    /** Each seed has its own mix of disturbances. */
    private final int[] mix;

    private long nextRead;

    Schedule(long seed, Rules rules) {
      random = new SplittableRandom(seed);
      ids = IntStream.rangeClosed(1, random.nextBoolean() ? 3 : 5).mapToObj(NodeId::new).toList();
      chaos = random.nextInt(1, 6);
      mix = random.ints(5, 0, 6).toArray();
      SortedMap<NodeId, Restored> disks = new TreeMap<>();
      ids.forEach(id -> disks.put(id, Restored.fresh(Configuration.of(ids))));
      RaftSettings settings = new RaftSettings(10, 2, 10, 20, 150, 400, 2000, 500);
      cluster = new TestCluster(disks, settings, id -> random.split(), rules, this);
    }

    long play() {
      for (int i = 0; i < STEPS; i++) {
        act();
        if (i % 50 == 0) {
          Invariants.checkLogMatching(cluster.nodes());
        }
      }
      long committed = cluster.highestCommit().value();
      recover();
      return committed;
    }

    private void act() {
      TestNode node = cluster.node(any());
      int dice = random.nextInt(1000);
      if (!node.isUp()) {
        if (dice < 50) {
          node.start();
        }
      } else if (dice < 100) {
        cluster.nodes().stream()
            .filter(TestNode::isUp)
            .forEach(up -> cluster.step(up, new Input.Tick()));
      } else if (dice < 600) {
        deliverSomething();
      } else if (dice < 800) {
        cluster.force(node, random.nextInt(node.unforced() + 1));
      } else if (dice < 900) {
        cluster.step(node, new Input.Propose(List.of(ByteBuffer.allocate(random.nextInt(99)))));
      } else if (dice < 940) {
        readFloors.put(++nextRead, cluster.highestCommit());
        cluster.step(node, new Input.Read(nextRead));
      } else if (dice < 980) {
        hint(node);
      } else if (random.nextInt(5) < chaos) {
        disturb(node);
      }
    }

    private void hint(TestNode node) {
      NodeId peer = any();
      switch (random.nextInt(8)) {
        case 0 -> cluster.step(node, new Input.LinkDown(peer));
        case 1, 2 -> cluster.step(node, new Input.LinkUp(peer));
        case 3 -> cluster.step(node, new Input.TransferLeadership(peer));
        default -> cluster.step(node, new Input.Tick());
      }
    }

    private void disturb(TestNode node) {
      switch (mix[random.nextInt(mix.length)]) {
        case 0 -> cluster.crash(node);
        case 1 -> cluster.cut(node.id, any());
        case 2 -> cluster.heal();
        case 3 -> isolate(node.id);
        case 4 -> cluster.network.clear();
        default ->
            cluster.nodes().stream()
                .filter(TestNode::isUp)
                .filter(up -> up.core().status().role() == RaftStatus.RoleName.LEADER)
                .forEach(leader -> isolate(leader.id));
      }
    }

    private void isolate(NodeId node) {
      for (NodeId other : ids) {
        cluster.cut(node, other);
        cluster.cut(other, node);
      }
    }

    private void deliverSomething() {
      if (cluster.network.isEmpty()) {
        return;
      }
      int at = random.nextInt(3) == 0 ? random.nextInt(cluster.network.size()) : 0;
      TestCluster.Packet packet = cluster.network.get(at);
      int fate = random.nextInt(100);
      if (fate < 3 * chaos) {
        cluster.network.remove(at);
      } else {
        if (fate > 100 - 3 * chaos) {
          cluster.network.add(packet);
        }
        cluster.deliver(packet);
      }
    }

    private void recover() {
      cluster.heal();
      cluster.network.clear();
      cluster.nodes().stream().filter(node -> !node.isUp()).forEach(TestNode::start);
      for (int i = 0; i < 400; i++) {
        for (TestNode node : cluster.nodes()) {
          cluster.step(node, new Input.Tick());
        }
        cluster.settle();
      }
      List<TestNode> leaders =
          cluster.nodes().stream()
              .filter(node -> node.core().status().role() == RaftStatus.RoleName.LEADER)
              .toList();
      assertEquals(1, leaders.size(), "leaders after healing");
      LogIndex before = cluster.highestCommit();
      Input.Propose last = new Input.Propose(List.of(ByteBuffer.allocate(1)));
      cluster.step(leaders.getFirst(), last);
      cluster.settle();
      for (int i = 0; i < 4; i++) {
        cluster.nodes().forEach(node -> cluster.step(node, new Input.Tick()));
        cluster.settle();
      }
      for (TestNode node : cluster.nodes()) {
        assertEquals(before.next(), node.core().status().commitIndex(), "commit of " + node.id);
        assertEquals(before.next().value(), node.applied().size(), "applied by " + node.id);
      }
      Invariants.checkLogMatching(cluster.nodes());
    }

    private NodeId any() {
      return ids.get(random.nextInt(ids.size()));
    }

    @Override
    public void stepped(NodeId node, RaftStatus before, Output output, RaftStatus after) {
      for (Output.ReadAnswer answer : output.reads()) {
        LogIndex floor = readFloors.remove(answer.readId());
        if (answer instanceof Output.ReadAnswer.Ready(long readId, LogIndex index)) {
          assertTrue(!index.isBefore(floor), () -> "read " + readId + " is stale at " + index);
        }
      }
    }

    @Override
    public void delivered(TestCluster.Packet packet) {}
  }
}
