package io.mq.node.raft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * One random schedule of loss, repetition, reordering, cuts, crashes, snapshots and membership
 * changes: first everything that can go wrong does, under the invariants of every step; then the
 * cluster is healed and must work.
 */
final class RandomSchedule implements TestCluster.Listener {
  private static final int STEPS = 2500;

  private final SplittableRandom random;
  private final TestCluster cluster;
  private final List<NodeId> ids;
  private final SortedMap<Long, LogIndex> readFloors = new TreeMap<>();
  private final int chaos;

  /** Each seed has its own mix of disturbances. */
  private final int[] mix;

  /** A third of the seeds have disks that lose data; these draw from elsewhere. */
  private final SplittableRandom damage;

  private final int damageRate;

  private long nextRead;

  RandomSchedule(long seed, Rules rules) {
    random = new SplittableRandom(seed);
    ids = IntStream.rangeClosed(1, random.nextInt(3, 6)).mapToObj(NodeId::new).toList();
    chaos = random.nextInt(1, 6);
    mix = random.ints(5, 0, 6).toArray();
    damage = new SplittableRandom(~seed);
    damageRate = damage.nextInt(3) == 0 ? damage.nextInt(1, 20) : 0;
    SortedMap<NodeId, Restored> disks = new TreeMap<>();
    // Who may lose disks needs more than one.
    List<NodeId> members = damageRate > 0 ? ids : ids.subList(0, random.nextInt(1, ids.size() + 1));
    for (NodeId id : ids) {
      List<NodeId> known = members.contains(id) ? members : List.of();
      disks.put(id, Restored.fresh(Configuration.of(known)));
    }
    RaftSettings settings = new RaftSettings(10, 2, 10, 20, 150, 400, 2000, 500);
    cluster = new TestCluster(disks, settings, id -> random.split(), rules, this);
  }

  /** Returns how many entries were committed before the healing. */
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
      } else if (dice < 52 + damageRate && mayDamage(node)) {
        damage(node);
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

  /** As long as a majority of every membership there can be is undamaged. */
  private boolean mayDamage(TestNode node) {
    long others =
        cluster.nodes().stream().filter(other -> other != node && other.isDamaged()).count();
    return damageRate > 0 && ids.size() >= 3 && others < (ids.size() - 1) / 2;
  }

  private void damage(TestNode node) {
    Restored disk = node.disk();
    long last = disk.snapshot().index().plus(disk.entries().size()).value();
    LogIndex kept = new LogIndex(damage.nextLong(disk.snapshot().index().value(), last + 1));
    Term lastKept =
        disk.entries().stream()
            .filter(entry -> !entry.index().isAfter(kept))
            .map(Entry::term)
            .reduce(disk.snapshot().term(), (_, later) -> later);
    boolean forgetsTerm = damage.nextBoolean();
    node.damage(kept, forgetsTerm ? lastKept : disk.hardState().term());
  }

  private void hint(TestNode node) {
    NodeId peer = any();
    switch (random.nextInt(12)) {
      case 0 -> cluster.step(node, new Input.LinkDown(peer));
      case 1, 2 -> cluster.step(node, new Input.LinkUp(peer));
      case 3 -> cluster.step(node, new Input.TransferLeadership(peer));
      case 4, 5 -> node.compact(random.nextInt(6));
      case 6, 7, 8 -> {
        if (damageRate == 0) {
          cluster.step(node, change(node.core().status().configuration()));
        }
      }
      default -> cluster.step(node, new Input.Tick());
    }
  }

  /** Takes a member out, puts in a learner, or gives a learner a vote. */
  private Input change(Configuration now) {
    SortedSet<NodeId> voters = new TreeSet<>(now.voters());
    SortedSet<NodeId> learners = new TreeSet<>(now.learners());
    for (int changes = random.nextInt(1, 3); changes > 0; changes--) {
      NodeId node = any();
      if (learners.remove(node)) {
        voters.add(node);
      } else if (voters.remove(node)) {
        if (random.nextBoolean()) {
          learners.add(node);
        }
      } else {
        learners.add(node);
      }
    }
    return new Input.ChangeMembership(voters, learners, new TreeMap<>(), 3);
  }

  private void disturb(TestNode node) {
    switch (mix[random.nextInt(mix.length)]) {
      case 0 -> cluster.crash(node);
      case 1 -> cluster.cut(node.id, any());
      case 2 -> cluster.heal();
      case 3 -> isolate(node.id);
      case 4 -> cluster.lose(_ -> true);
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
      cluster.lose(lost -> lost.equals(packet));
    } else {
      if (fate > 100 - 3 * chaos) {
        cluster.network.add(packet);
      }
      cluster.deliver(packet);
    }
  }

  private void recover() {
    cluster.heal();
    cluster.lose(_ -> true);
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
    assertEquals(1, leaders.size(), () -> "leaders after healing: " + statuses());
    LogIndex before = cluster.highestCommit();
    Input.Propose last = new Input.Propose(List.of(ByteBuffer.allocate(1)));
    cluster.step(leaders.getFirst(), last);
    cluster.settle();
    for (int i = 0; i < 4; i++) {
      cluster.nodes().forEach(node -> cluster.step(node, new Input.Tick()));
      cluster.settle();
    }
    Configuration configuration = leaders.getFirst().core().status().configuration();
    for (TestNode node : cluster.nodes()) {
      if (!configuration.isMember(node.id)) {
        continue;
      }
      assertEquals(before.next(), node.core().status().commitIndex(), "commit of " + node.id);
      assertEquals(before.next().value(), node.applied().size(), "applied by " + node.id);
    }
    Invariants.checkLogMatching(cluster.nodes());
  }

  private List<String> statuses() {
    return cluster.nodes().stream()
        .map(node -> node.core().status())
        .map(status -> status.describe() + " " + status.configuration().describe())
        .toList();
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
  public void delivered(TestCluster.Packet packet, RaftStatus receiver) {}
}
