package io.mq.node.fault;

import io.mq.shared.fault.Direction;
import io.mq.shared.fault.Effect;
import io.mq.shared.fault.FaultSpec;
import io.mq.shared.fault.FaultView;
import io.mq.shared.fault.MessageType;
import io.mq.shared.fault.NetworkEffect;
import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The faults in force on this node. Each has a lease, and when the lease ends the table lifts the
 * fault alone, whatever became of the tool that asked for it (lesson 37). Thread-safe; while there
 * is no fault, asking costs one volatile read.
 */
public final class FaultTable {

  /** The most faults in force at once. */
  public static final int MAX_FAULTS = 256;

  private final Supplier<SortedSet<NodeId>> currentPeers;
  private final Timers timers;
  private final Consumer<String> log;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile List<ActiveFault> active = List.of();
  private int lastId;

  /**
   * An empty table.
   *
   * @param currentPeers the other nodes, as of when it is asked
   * @param log gets a line for every fault that begins or ends
   */
  public FaultTable(Supplier<SortedSet<NodeId>> currentPeers, Timers timers, Consumer<String> log) {
    this.currentPeers = currentPeers;
    this.timers = timers;
    this.log = log;
  }

  /** Has something run after every change, on the thread that made it. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /**
   * Puts faults in force, all or none, and returns them in the same order.
   *
   * @throws IllegalArgumentException if one names a stranger, or there would be too many
   */
  public List<FaultView> add(List<FaultSpec> specs) {
    sweep();
    List<FaultView> added = new ArrayList<>();
    synchronized (this) {
      if (active.size() + specs.size() > MAX_FAULTS) {
        throw new IllegalArgumentException(
            "at most " + MAX_FAULTS + " faults may be in force at once");
      }
      List<FaultSpec> complete = specs.stream().map(this::complete).toList();
      long now = timers.nanoTime();
      List<ActiveFault> next = new ArrayList<>(active);
      for (FaultSpec spec : complete) {
        lastId++;
        long leaseNanos = TimeUnit.MILLISECONDS.toNanos(spec.leaseMillis());
        ActiveFault fault = new ActiveFault("f" + lastId, spec, now + leaseNanos);
        next.add(fault);
        added.add(fault.view(now));
        log.accept(
            "fault "
                + fault.id()
                + " on: "
                + spec.describe()
                + ", for "
                + spec.leaseMillis()
                + " ms");
        timers.after(leaseNanos, this::sweep);
      }
      active = List.copyOf(next);
    }
    listeners.forEach(Runnable::run);
    return added;
  }

  /** Fills in what was left open, so that the fault can be told and repeated exactly. */
  private FaultSpec complete(FaultSpec spec) {
    FaultSpec complete = spec;
    SortedSet<NodeId> peers = currentPeers.get();
    if (spec.effect() instanceof NetworkEffect) {
      for (NodeId peer : spec.peers()) {
        if (!peers.contains(peer)) {
          throw new IllegalArgumentException("peers must be among " + peers + "; got " + peer);
        }
      }
      complete = spec.peers().isEmpty() ? complete.between(peers) : complete;
    }
    return spec.seed().isPresent()
        ? complete
        : complete.seeded(ThreadLocalRandom.current().nextLong(1L << 31));
  }

  /** The faults in force, oldest first. */
  public List<FaultView> list() {
    sweep();
    long now = timers.nanoTime();
    return active.stream().map(fault -> fault.view(now)).toList();
  }

  /**
   * Lets faults last that much longer than now, unless they do so anyway, and returns them. What is
   * over stays over: the node has lifted it.
   */
  public List<FaultView> renew(Collection<String> ids, long leaseMillis) {
    sweep();
    List<FaultView> renewed = new ArrayList<>();
    synchronized (this) {
      long now = timers.nanoTime();
      long leaseNanos = TimeUnit.MILLISECONDS.toNanos(leaseMillis);
      for (ActiveFault fault : active) {
        if (ids.contains(fault.id())) {
          fault.renew(now + leaseNanos);
          renewed.add(fault.view(now));
        }
      }
      if (!renewed.isEmpty()) {
        timers.after(leaseNanos, this::sweep);
      }
    }
    return renewed;
  }

  /** Lifts one fault and returns it; an empty list says that it was not in force. */
  public List<FaultView> lift(String id) {
    return lift(fault -> fault.id().equals(id), "lifted");
  }

  /** Lifts all faults and returns them. */
  public List<FaultView> liftAll() {
    return lift(fault -> true, "lifted");
  }

  /** Whether nothing at all is broken. */
  boolean isEmpty() {
    return active.isEmpty();
  }

  /** The faults that touch a message to ({@code OUT}) or from ({@code IN}) a peer. */
  List<ActiveFault> affecting(Direction way, NodeId peer, Optional<MessageType> type) {
    return inForce(
        fault ->
            fault.spec().touches(way, peer)
                && (fault.spec().messages().isEmpty()
                    || type.filter(fault.spec().messages()::contains).isPresent()));
  }

  /** The faults of one kind of effect. */
  List<ActiveFault> having(Class<? extends Effect> effect) {
    return inForce(fault -> effect.isInstance(fault.spec().effect()));
  }

  /** Whether that fault is still in force. */
  boolean has(ActiveFault fault) {
    return active.contains(fault) && !fault.isOver(timers.nanoTime());
  }

  private List<ActiveFault> inForce(Predicate<ActiveFault> which) {
    List<ActiveFault> current = active;
    if (current.isEmpty()) {
      return List.of();
    }
    long now = timers.nanoTime();
    return current.stream().filter(fault -> !fault.isOver(now)).filter(which).toList();
  }

  private void sweep() {
    if (!active.isEmpty()) {
      long now = timers.nanoTime();
      lift(fault -> fault.isOver(now), "lease over");
    }
  }

  private List<FaultView> lift(Predicate<ActiveFault> which, String why) {
    List<FaultView> lifted = new ArrayList<>();
    synchronized (this) {
      long now = timers.nanoTime();
      List<ActiveFault> kept = new ArrayList<>();
      for (ActiveFault fault : active) {
        if (which.test(fault)) {
          lifted.add(fault.view(now));
          log.accept("fault " + fault.id() + " off: " + why);
        } else {
          kept.add(fault);
        }
      }
      if (lifted.isEmpty()) {
        return lifted;
      }
      active = List.copyOf(kept);
    }
    listeners.forEach(Runnable::run);
    return lifted;
  }
}
