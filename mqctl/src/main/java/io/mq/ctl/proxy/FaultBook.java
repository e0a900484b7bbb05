package io.mq.ctl.proxy;

import io.mq.ctl.proxy.Passage.Fate;
import io.mq.shared.fault.Bandwidth;
import io.mq.shared.fault.Block;
import io.mq.shared.fault.Delay;
import io.mq.shared.fault.Direction;
import io.mq.shared.fault.Drop;
import io.mq.shared.fault.Effect;
import io.mq.shared.fault.FaultSpec;
import io.mq.shared.fault.FaultView;
import io.mq.shared.fault.Reset;
import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * The faults in force on the links, each asked of one node, as if that node brought it on itself.
 * Each has a lease and ends with it, whatever became of the tool that asked (lesson 37).
 * Thread-safe.
 */
final class FaultBook {

  /** The most faults in force at once. */
  static final int MAX_FAULTS = 512;

  private static final class Entry {
    final NodeId node;
    final String id;
    final FaultSpec spec;
    long endNanos;
    final RandomGenerator random;

    Entry(NodeId node, String id, FaultSpec spec, long endNanos, RandomGenerator random) {
      this.node = node;
      this.id = id;
      this.spec = spec;
      this.endNanos = endNanos;
      this.random = random;
    }

    boolean touches(NodeId from, NodeId to) {
      return (node.equals(from) && spec.touches(Direction.OUT, to))
          || (node.equals(to) && spec.touches(Direction.IN, from));
    }

    long leftNanos() {
      return endNanos - System.nanoTime();
    }

    FaultView view() {
      return new FaultView(id, spec, Math.max(0, TimeUnit.NANOSECONDS.toMillis(leftNanos())));
    }
  }

  private final BiConsumer<NodeId, String> log;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private List<Entry> entries = List.of();
  private long lastId;

  /** No fault yet; {@code log} hears of each that begins or ends, and of which node it is. */
  FaultBook(BiConsumer<NodeId, String> log) {
    this.log = log;
  }

  /**
   * Puts faults of a node in force, all or none.
   *
   * @throws IllegalArgumentException if a stream of bytes cannot suffer that, or there are too many
   */
  List<FaultView> add(NodeId node, List<FaultSpec> specs) {
    specs.forEach(FaultBook::mustFitStreams);
    lock.lock();
    try {
      sweep();
      if (entries.size() + specs.size() > MAX_FAULTS) {
        throw new IllegalArgumentException(
            "at most " + MAX_FAULTS + " faults may be in force at once");
      }
      List<Entry> next = new ArrayList<>(entries);
      List<FaultView> added = new ArrayList<>();
      for (FaultSpec spec : specs) {
        lastId++;
        long seed = spec.seed().orElse(System.nanoTime());
        FaultSpec whole = spec.effect().isRandom() ? spec.seeded(seed) : spec;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(spec.leaseMillis());
        Entry entry = new Entry(node, "f" + lastId, whole, end, new SplittableRandom(seed));
        next.add(entry);
        added.add(entry.view());
        log.accept(
            node,
            "fault " + entry.id + " on: " + whole.describe() + ", " + spec.leaseMillis() + " ms");
      }
      entries = List.copyOf(next);
      changed.signalAll();
      return added;
    } finally {
      lock.unlock();
    }
  }

  private static void mustFitStreams(FaultSpec spec) {
    if (!spec.messages().isEmpty()) {
      throw new IllegalArgumentException(
          "a proxy cannot tell the messages of another program apart; leave messages out");
    }
    passage(spec.effect(), new SplittableRandom(0));
  }

  /** Each effect as it is for a piece of a stream. */
  private static Passage passage(Effect effect, RandomGenerator random) {
    return switch (effect) {
      case Block block -> new Passage(Fate.PASSES, true, 0, 0);
      case Delay delay -> {
        long jitter =
            delay.jitterMillis() == 0
                ? 0
                : random.nextLong(-delay.jitterMillis(), delay.jitterMillis() + 1);
        yield new Passage(Fate.PASSES, false, delay.delayMillis() + jitter, 0);
      }
      case Drop drop ->
          new Passage(random.nextDouble() < drop.rate() ? Fate.LOST : Fate.PASSES, false, 0, 0);
      case Reset reset ->
          new Passage(random.nextDouble() < reset.rate() ? Fate.RESET : Fate.PASSES, false, 0, 0);
      case Bandwidth limit -> new Passage(Fate.PASSES, false, 0, limit.bytesPerSecond());
      default ->
          throw new IllegalArgumentException(
              "the links of another program can suffer block, delay, drop, reset and bandwidth;"
                  + " got "
                  + effect.word());
    };
  }

  /** The faults in force of a node, oldest first. */
  List<FaultView> list(NodeId node) {
    lock.lock();
    try {
      sweep();
      return entries.stream().filter(entry -> entry.node.equals(node)).map(Entry::view).toList();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets faults of a node last that much longer than now, unless they do so anyway, and returns
   * them. What is over stays over.
   */
  List<FaultView> renew(NodeId node, List<String> ids, long leaseMillis) {
    lock.lock();
    try {
      sweep();
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(leaseMillis);
      List<FaultView> renewed = new ArrayList<>();
      for (Entry entry : entries) {
        if (entry.node.equals(node) && ids.contains(entry.id)) {
          entry.endNanos = end - entry.endNanos > 0 ? end : entry.endNanos;
          renewed.add(entry.view());
        }
      }
      return renewed;
    } finally {
      lock.unlock();
    }
  }

  /** Lifts all faults of a node and returns them. */
  List<FaultView> liftAll(NodeId node) {
    return lift(entry -> entry.node.equals(node), "lifted");
  }

  /** Lifts one fault of a node; an empty list says that it was not in force. */
  List<FaultView> lift(NodeId node, String id) {
    return lift(entry -> entry.node.equals(node) && entry.id.equals(id), "lifted");
  }

  private List<FaultView> lift(Predicate<Entry> which, String why) {
    lock.lock();
    try {
      List<FaultView> lifted = new ArrayList<>();
      List<Entry> kept = new ArrayList<>();
      for (Entry entry : entries) {
        if (which.test(entry)) {
          lifted.add(entry.view());
          log.accept(entry.node, "fault " + entry.id + " off: " + why);
        } else {
          kept.add(entry);
        }
      }
      entries = List.copyOf(kept);
      changed.signalAll();
      return lifted;
    } finally {
      lock.unlock();
    }
  }

  /** What happens to the next piece that goes from one node to another. */
  Passage draw(NodeId from, NodeId to) {
    lock.lock();
    try {
      sweep();
      Passage passage = Passage.FREE;
      for (Entry entry : entries) {
        if (entry.touches(from, to)) {
          passage = passage.and(passage(entry.spec.effect(), entry.random));
        }
      }
      return passage;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing holds bytes back that go from one node to another. */
  void awaitOpen(NodeId from, NodeId to) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        sweep();
        long left = 0;
        for (Entry entry : entries) {
          if (entry.spec.effect() instanceof Block && entry.touches(from, to)) {
            left = Math.max(left, entry.leftNanos());
          }
        }
        if (left <= 0) {
          return;
        }
        var _ = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void sweep() {
    if (entries.stream().anyMatch(entry -> entry.leftNanos() <= 0)) {
      lift(entry -> entry.leftNanos() <= 0, "lease over");
    }
  }
}
