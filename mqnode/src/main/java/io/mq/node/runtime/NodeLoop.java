package io.mq.node.runtime;

import io.mq.node.codec.SnapshotCodec;
import io.mq.node.queue.Command;
import io.mq.node.queue.Query;
import io.mq.node.queue.QueueState;
import io.mq.node.raft.Output;
import io.mq.node.raft.RaftStatus;
import io.mq.node.raft.RaftStatus.RoleName;
import io.mq.node.raft.Restored;
import io.mq.node.raft.Rules;
import io.mq.node.raft.SnapshotPoint;
import io.mq.node.storage.SnapshotStore;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The event loop: one thread that feeds a {@link Replica} with messages, requests, finished writes
 * and ticks. Everything waiting is taken at once and handled as one batch, which is what makes
 * proposals, messages and forces share their cost.
 *
 * <p>The mailbox is bounded. When it is full a request is answered BUSY and a message is lost, as
 * the network might have lost it; finished writes do not pass through it and are never lost.
 */
public final class NodeLoop implements ReplicaPort, LinkEvents {

  private static final int MAX_MAILBOX = 1 << 16;
  private static final int MAX_BATCH = 4096;

  /** After a long stall at most this many ticks are made up for: enough for any timeout. */
  private static final int MAX_TICKS_AT_ONCE = 100;

  private final Mailbox<Runnable> mailbox = new Mailbox<>(MAX_MAILBOX);
  private final AtomicLong persisted = new AtomicLong();
  private final long tickNanos;
  private final Replica replica;
  private final LogWriter writer;
  private final SnapshotThread snapshots;
  private final Thread thread;
  private final Environment environment;
  private LongSupplier clock = System::nanoTime;
  private long nextTick;
  private long reported;
  private boolean statusIsOld;
  private volatile ReplicaStatus status;
  private volatile boolean accepting = true;
  private volatile boolean running = true;

  /**
   * Does not start anything yet.
   *
   * @param queues the state in the snapshot that {@code restored} starts behind
   * @param log opened; closed by {@link #close}
   * @param snapshots where snapshots are kept
   * @param observer gets events on the loop's thread
   * @param onDiskFailure gets the first failure of the disk; the node must stop then (lesson 14)
   */
  public NodeLoop(
      NodeId self,
      ReplicaSettings settings,
      Restored restored,
      QueueState queues,
      WriteAheadLog log,
      SnapshotStore snapshots,
      RandomGenerator random,
      Consumer<ReplicaEvent> observer,
      Consumer<IOException> onDiskFailure) {
    this(
        self,
        settings,
        restored,
        queues,
        log,
        snapshots,
        random,
        observer,
        onDiskFailure,
        Rules.SOUND);
  }

  /** As above, with rules that a test may have broken. */
  public NodeLoop(
      NodeId self,
      ReplicaSettings settings,
      Restored restored,
      QueueState queues,
      WriteAheadLog log,
      SnapshotStore snapshots,
      RandomGenerator random,
      Consumer<ReplicaEvent> observer,
      Consumer<IOException> onDiskFailure,
      Rules rules) {
    this.tickNanos = TimeUnit.MILLISECONDS.toNanos(settings.raft().tickMillis());
    this.writer = new LogWriter(self.toString(), log, this::onPersisted, onDiskFailure);
    this.environment = new Environment(writer, observer);
    this.replica = new Replica(self, settings, restored, queues, random, environment, rules);
    SnapshotLinks ways =
        new SnapshotLinks(
            (to, piece) -> environment.snapshotLinks.pieces().send(to, piece),
            (to, answer) -> environment.snapshotLinks.answers().send(to, answer));
    SnapshotWorker worker = new SnapshotWorker(snapshots, ways, new PostedEvents());
    this.snapshots = new SnapshotThread(self.toString(), worker, onDiskFailure);
    this.environment.snapshots = this.snapshots;
    this.status = replica.status();
    this.thread = Thread.ofPlatform().name(self + "-loop").unstarted(this::run);
  }

  /** Starts the loop and its writer. */
  public void start(Links links, SnapshotLinks snapshotLinks) {
    start(links, snapshotLinks, System::nanoTime);
  }

  /**
   * Starts the loop and its writer.
   *
   * @param nanoClock what the timers go by: monotonic, though it may jump
   */
  public void start(Links links, SnapshotLinks snapshotLinks, LongSupplier nanoClock) {
    environment.links = links;
    environment.snapshotLinks = snapshotLinks;
    clock = nanoClock;
    writer.start();
    snapshots.start();
    thread.start();
  }

  @Override
  public CompletableFuture<Answer> execute(Command command) {
    return request(client -> replica.execute(command, client));
  }

  @Override
  public CompletableFuture<Answer> query(Query query) {
    return request(client -> replica.query(query, client));
  }

  @Override
  public CompletableFuture<Answer> queryLocally(Query query) {
    return request(client -> replica.queryLocally(query, client));
  }

  @Override
  public CompletableFuture<SnapshotOutcome> takeSnapshot() {
    CompletableFuture<SnapshotOutcome> future = new CompletableFuture<>();
    if (!accepting) {
      future.complete(new SnapshotOutcome.Failed(ErrorCode.STOPPING));
    } else if (!post(() -> replica.takeSnapshot(future::complete))) {
      future.complete(new SnapshotOutcome.Failed(ErrorCode.BUSY));
    }
    return future;
  }

  @Override
  public CompletableFuture<TransferOutcome> transfer(Optional<NodeId> target) {
    CompletableFuture<TransferOutcome> future = new CompletableFuture<>();
    if (!accepting) {
      future.complete(new TransferOutcome.Refused("this node is stopping"));
    } else if (!post(() -> replica.transfer(target, future::complete))) {
      future.complete(new TransferOutcome.Refused("this node is too busy; try again"));
    }
    return future;
  }

  @Override
  public CompletableFuture<TransferOutcome> startElection() {
    CompletableFuture<TransferOutcome> future = new CompletableFuture<>();
    if (!post(() -> replica.startElection(future::complete))) {
      future.complete(new TransferOutcome.Refused("this node is too busy; try again"));
    }
    return future;
  }

  @Override
  public CompletableFuture<MembersOutcome> changeMembers(MemberChange change) {
    CompletableFuture<MembersOutcome> future = new CompletableFuture<>();
    if (!accepting) {
      future.complete(new MembersOutcome.NotYet("this node is stopping"));
    } else if (!post(() -> replica.changeMembers(change, future::complete))) {
      future.complete(new MembersOutcome.NotYet("this node is too busy; try again"));
    }
    return future;
  }

  /**
   * If this node leads, hands leadership over and waits until it knows the new leader, so that it
   * can show its clients the way; up to the bound.
   *
   * @return false if nobody has taken over
   */
  public boolean handOver(long maxWaitMillis) throws InterruptedException {
    if (status.raft().role() != RoleName.LEADER) {
      return true;
    }
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(maxWaitMillis);
    CompletableFuture<TransferOutcome> asked = transfer(Optional.empty());
    while (System.nanoTime() < deadline) {
      RaftStatus now = status.raft();
      if (now.role() != RoleName.LEADER && now.leader().isPresent()) {
        return true;
      }
      if (asked.getNow(null) instanceof TransferOutcome.Refused) {
        return false; // There is nobody to take over.
      }
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return false;
  }

  @Override
  public ReplicaStatus status() {
    return status;
  }

  @Override
  public void received(NodeId from, ByteBuffer message) {
    if (SnapshotCodec.isSnapshotMessage(message)) {
      snapshots.received(from, message); // The loop has no business with megabytes of state.
      return;
    }
    post(() -> replica.received(from, message));
  }

  @Override
  public void linkUp(NodeId peer) {
    post(() -> replica.linkUp(peer));
  }

  @Override
  public void linkDown(NodeId peer) {
    post(() -> replica.linkDown(peer));
  }

  /**
   * Takes no new requests, waits for those in flight up to the bound, then stops the threads and
   * closes the log.
   */
  public void close(long maxWaitMillis) throws IOException, InterruptedException {
    accepting = false;
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(maxWaitMillis);
    while (status.pendingRequests() > 0 && thread.isAlive() && System.nanoTime() < deadline) {
      TimeUnit.NANOSECONDS.sleep(tickNanos);
    }
    running = false;
    thread.join();
    replica.close();
    snapshots.close();
    writer.close();
  }

  private CompletableFuture<Answer> request(Consumer<Consumer<Answer>> start) {
    CompletableFuture<Answer> future = new CompletableFuture<>();
    if (!accepting) {
      future.complete(new Answer.Failed(ErrorCode.STOPPING, Optional.empty()));
    } else if (!post(() -> start.accept(future::complete))) {
      future.complete(new Answer.Failed(ErrorCode.BUSY, Optional.empty()));
    }
    return future;
  }

  private boolean post(Runnable event) {
    return mailbox.offer(event);
  }

  private void onPersisted(long sequence) {
    persisted.set(sequence);
    mailbox.wake();
  }

  private void run() {
    List<Runnable> events = new ArrayList<>();
    nextTick = clock.getAsLong() + tickNanos;
    try {
      while (running) {
        // Ticks that do nothing wake nobody up: an idle node sleeps from heartbeat to heartbeat.
        int quiet = statusIsOld ? 0 : replica.quietTicks();
        long wait = nextTick + quiet * tickNanos - clock.getAsLong();
        // Never much longer than that, even if the clock has jumped back.
        mailbox.await(Math.min(wait, (quiet + 1) * tickNanos));
        letOthersIn();
        mailbox.drainTo(events, MAX_BATCH);
        // What came in did so after these; but before the ticks that were missed in a stall, for it
        // may be the leader's word that keeps the node from campaigning.
        boolean timePassed = quiet > 0 && passQuietTicks(quiet);
        events.forEach(Runnable::run);
        statusIsOld |= reportPersisted() || !events.isEmpty();
        events.clear();
        timePassed |= runDueTicks();
        if (timePassed) {
          status = replica.status();
          statusIsOld = false;
        }
        replica.endBatch();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * On a busy machine those about to ask get to do so, and share one message and one force. On an
   * idle one this returns at once. Nothing but speed relies on it.
   */
  @SuppressWarnings("ThreadPriorityCheck")
  private static void letOthersIn() {
    Thread.yield();
  }

  private boolean reportPersisted() {
    long sequence = persisted.get();
    if (sequence <= reported) {
      return false;
    }
    reported = sequence;
    replica.persisted(sequence);
    return true;
  }

  private long dueTicks() {
    return Math.max(0, Math.floorDiv(clock.getAsLong() - nextTick, tickNanos) + 1);
  }

  private boolean passQuietTicks(int quiet) {
    int passed = (int) Math.min(dueTicks(), quiet);
    replica.passQuietTicks(passed);
    nextTick += passed * tickNanos;
    return passed > 0;
  }

  private boolean runDueTicks() {
    long due = dueTicks();
    for (long i = 0; i < Math.min(due, MAX_TICKS_AT_ONCE); i++) {
      replica.tick();
    }
    nextTick += due * tickNanos;
    return due > 0;
  }

  /** Takes events from the snapshots' thread to the loop's; none may be lost. */
  private final class PostedEvents implements SnapshotEvents {

    @Override
    public void snapshotTaken(LogIndex index) {
      postSurely(() -> replica.snapshotTaken(index));
    }

    @Override
    public void snapshotNotTaken() {
      postSurely(replica::snapshotNotTaken);
    }

    @Override
    public void snapshotDamaged(String what) {
      postSurely(() -> replica.snapshotDamaged(what));
    }

    @Override
    public void snapshotSent(NodeId to, LogIndex index, boolean complete) {
      postSurely(() -> replica.snapshotSent(to, index, complete));
    }

    @Override
    public void snapshotUnusable(NodeId from, String what) {
      postSurely(() -> replica.snapshotUnusable(from, what));
    }

    @Override
    public void snapshotReceived(ReceivedSnapshot received) {
      postSurely(() -> replica.snapshotReceived(received));
    }

    /** Waits for room: the loop never waits for this thread, so it will come. */
    private void postSurely(Runnable event) {
      try {
        while (running && !mailbox.offer(event)) {
          TimeUnit.MILLISECONDS.sleep(10);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static final class Environment implements ReplicaEnvironment {

    private final LogWriter writer;
    private final Consumer<ReplicaEvent> observer;
    private volatile Links links = (to, message) -> {};
    private volatile SnapshotLinks snapshotLinks = SnapshotLinks.over(links);
    private SnapshotPort snapshots = SnapshotPort.NONE;

    Environment(LogWriter writer, Consumer<ReplicaEvent> observer) {
      this.writer = writer;
      this.observer = observer;
    }

    @Override
    public void write(Output.Write write) {
      writer.submit(write);
    }

    @Override
    public void startLogBehind(SnapshotPoint point, boolean keepsSuffix) {
      writer.startBehind(point, keepsSuffix);
    }

    @Override
    public boolean hasRoom() {
      return writer.hasRoom();
    }

    @Override
    public void repaired() {
      writer.repaired();
    }

    @Override
    public SnapshotPort snapshots() {
      return snapshots;
    }

    @Override
    public void send(NodeId to, ByteBuffer message) {
      links.send(to, message);
    }

    @Override
    public void observe(ReplicaEvent event) {
      observer.accept(event);
    }
  }
}
