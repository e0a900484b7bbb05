package io.mq.node.fault;

import io.mq.node.fault.Fault.Direction;
import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The faults in force on this node. Each has a lease, and when the lease ends the table lifts the
 * fault alone, whatever became of the tool that asked for it (lesson 37). Thread-safe; {@link
 * #affecting} costs one volatile read while there is no fault.
 */
public final class FaultTable {

  /** The lease of a fault that asks for none. */
  public static final long DEFAULT_LEASE_MILLIS = 60_000;

  /** The longest lease. */
  public static final long MAX_LEASE_MILLIS = 3_600_000;

  /** The most faults in force at once. */
  public static final int MAX_FAULTS = 256;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private record Entry(String id, Fault fault, long leaseMillis, long endNanos) {}

  /** A fault that is asked for, with its lease. */
  public record Request(Fault fault, long leaseMillis) {}

  private final LongSupplier nanoClock;
  private final Consumer<String> log;
  private volatile List<Entry> entries = List.of();
  private int lastId;

  /**
   * An empty table.
   *
   * @param nanoClock monotonic, such as {@link System#nanoTime}
   * @param log gets a line for every fault that begins or ends
   */
  public FaultTable(LongSupplier nanoClock, Consumer<String> log) {
    this.nanoClock = nanoClock;
    this.log = log;
  }

  /**
   * Puts faults in force, all or none, and returns them in the same order.
   *
   * @throws IllegalArgumentException if a lease is out of range or there would be too many
   */
  public synchronized List<ActiveFault> add(List<Request> requests) {
    sweep();
    if (entries.size() + requests.size() > MAX_FAULTS) {
      throw new IllegalArgumentException(
          "at most " + MAX_FAULTS + " faults may be in force at once");
    }
    for (Request request : requests) {
      if (request.leaseMillis() < 1 || request.leaseMillis() > MAX_LEASE_MILLIS) {
        throw new IllegalArgumentException(
            "leaseMillis must be 1 to " + MAX_LEASE_MILLIS + "; got " + request.leaseMillis());
      }
    }
    long now = nanoClock.getAsLong();
    List<Entry> next = new ArrayList<>(entries);
    List<ActiveFault> added = new ArrayList<>();
    for (Request request : requests) {
      lastId++;
      long endNanos = now + request.leaseMillis() * NANOS_PER_MILLI;
      Entry entry = new Entry("f" + lastId, request.fault(), request.leaseMillis(), endNanos);
      next.add(entry);
      added.add(view(entry, now));
      log.accept("fault " + entry.id() + " on: " + entry.fault().describe() + ", " + lease(entry));
    }
    entries = List.copyOf(next);
    return added;
  }

  /** The faults in force, oldest first. */
  public synchronized List<ActiveFault> list() {
    sweep();
    long now = nanoClock.getAsLong();
    return entries.stream().map(entry -> view(entry, now)).toList();
  }

  /** Lifts one fault and returns it; an empty list says that it was not in force. */
  public synchronized List<ActiveFault> lift(String id) {
    return lift(entry -> entry.id().equals(id), "lifted");
  }

  /** Lifts all faults and returns them. */
  public synchronized List<ActiveFault> liftAll() {
    return lift(entry -> true, "lifted");
  }

  /** The faults that touch a message to ({@code OUT}) or from ({@code IN}) a peer. */
  public List<Fault> affecting(Direction way, NodeId peer) {
    List<Entry> current = entries;
    if (current.isEmpty()) {
      return List.of();
    }
    long now = nanoClock.getAsLong();
    List<Fault> faults = new ArrayList<>();
    boolean over = false;
    for (Entry entry : current) {
      if (entry.endNanos() - now <= 0) {
        over = true;
      } else if (entry.fault().direction().covers(way) && entry.fault().peers().contains(peer)) {
        faults.add(entry.fault());
      }
    }
    if (over) {
      sweep();
    }
    return faults;
  }

  private synchronized void sweep() {
    long now = nanoClock.getAsLong();
    lift(entry -> entry.endNanos() - now <= 0, "lease over");
  }

  private List<ActiveFault> lift(Predicate<Entry> which, String why) {
    long now = nanoClock.getAsLong();
    List<Entry> kept = new ArrayList<>();
    List<ActiveFault> lifted = new ArrayList<>();
    for (Entry entry : entries) {
      if (which.test(entry)) {
        lifted.add(view(entry, now));
        log.accept("fault " + entry.id() + " off: " + why);
      } else {
        kept.add(entry);
      }
    }
    if (!lifted.isEmpty()) {
      entries = List.copyOf(kept);
    }
    return lifted;
  }

  private static String lease(Entry entry) {
    return "for " + entry.leaseMillis() + " ms";
  }

  private static ActiveFault view(Entry entry, long now) {
    long remaining = Math.max(0, (entry.endNanos() - now) / NANOS_PER_MILLI);
    return new ActiveFault(entry.id(), entry.fault(), entry.leaseMillis(), remaining);
  }
}
