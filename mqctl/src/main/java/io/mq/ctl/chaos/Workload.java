package io.mq.ctl.chaos;

import io.mq.ctl.cluster.NodeRecord;
import io.mq.shared.client.ClientSettings;
import io.mq.shared.client.MqClient;
import io.mq.shared.client.MqSession;
import io.mq.shared.history.HistoryRecorder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * The clients of a run: each has a thread, puts messages that nobody else puts, and gets whatever
 * comes; one more, where nodes can be asked for that, only looks into the last topic. Each has its
 * own idea of who leads, as clients on different machines would. Told from outside which nodes
 * there are, who else works for a time, and how soon they give up; that is thread-safe.
 */
final class Workload implements AutoCloseable {

  private static final int PUT_PERCENT = 50;

  /** In the last topic, so that gets find it empty. */
  private static final int SPARSE_PUT_PERCENT = 35;

  /** From one look of the reader to its next. */
  private static final long LOOK_MILLIS = 20;

  /** A request without a session has one try, and waits for nothing but that one node's answer. */
  private static final int BARE_MILLIS = 2_000;

  private final WorkloadPlan plan;
  private final ClientSettings settings;
  private final List<String> topics;
  private final long seed;
  private final RunClock clock;
  private final HistoryRecorder recorder;
  private final Counts counts = new Counts();
  private final Map<String, String> nodesByUrl = new ConcurrentHashMap<>();
  private final Collection<Integer> deadlines = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Deque<Worker> idle = new ArrayDeque<>();
  private final List<Connected> clients = new ArrayList<>();
  private List<String> urls = List.of();
  private int reserves;
  private volatile boolean stopping;

  /** A client and the node that it asks first. */
  private record Connected(MqClient client, int firstNode) {}

  /**
   * Starts nothing yet.
   *
   * @param settings of clients of this cluster
   * @param nodes that the clients know at first
   */
  Workload(
      WorkloadPlan plan,
      ClientSettings settings,
      List<NodeRecord> nodes,
      List<String> topics,
      long seed,
      RunClock clock,
      HistoryRecorder recorder) {
    this.plan = plan;
    this.settings = settings;
    this.topics = topics;
    this.seed = seed;
    this.clock = clock;
    this.recorder = recorder;
    follow(nodes);
  }

  Counts counts() {
    return counts;
  }

  List<String> topics() {
    return topics;
  }

  /** Tells the clients which nodes there are now. */
  synchronized void follow(List<NodeRecord> nodes) {
    nodes.forEach(node -> nodesByUrl.put(node.clientUrl(), node.id().toString()));
    urls = nodes.stream().map(NodeRecord::clientUrl).toList();
    clients.forEach(each -> each.client().ask(from(each.firstNode())));
  }

  private List<String> from(int firstNode) {
    List<String> rotated = new ArrayList<>(urls);
    Collections.rotate(rotated, firstNode);
    return rotated;
  }

  /** A client of this run that takes its requests from the caller. */
  synchronized RecordedClient client(String name, boolean withSession, int firstNode) {
    MqClient client =
        new MqClient(from(firstNode), settings.withDeadlineMillis(deadlineMillis(withSession)));
    clients.add(new Connected(client, firstNode));
    MqSession session = withSession ? client.session() : client.withoutSession();
    return new RecordedClient(name, session, nodesByUrl, clock, recorder, counts);
  }

  private int deadlineMillis(boolean withSession) {
    int usual = withSession ? plan.timeoutMillis() : Math.min(BARE_MILLIS, plan.timeoutMillis());
    return deadlines.stream().reduce(usual, Math::min);
  }

  synchronized void start() {
    long stepNanos =
        plan.ratePerSecond() == 0
            ? 0
            : TimeUnit.SECONDS.toNanos(1) * plan.clients() / plan.ratePerSecond();
    for (int i = 0; i < plan.clients(); i++) {
      Worker worker = new Worker("c" + (i + 1), i);
      threads.add(
          Thread.ofVirtual()
              .name("client-" + (i + 1))
              .start(() -> worker.work(() -> !stopping, stepNanos)));
    }
    if (!settings.asksForLeader()) {
      RecordedClient reader = client("r1", false, 0);
      threads.add(Thread.ofVirtual().name("reader").start(() -> read(reader)));
    }
  }

  /** One that only looks sticks to its leader for as long as that one answers. */
  private void read(RecordedClient reader) {
    try {
      while (!stopping) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        reader.look(topics.getLast());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Lets more clients work for a time, each as fast as it is answered.
   *
   * @return ends that: each finishes what it has begun, and nobody waits for it
   */
  synchronized Runnable rush(int more) {
    AtomicBoolean over = new AtomicBoolean();
    threads.removeIf(thread -> !thread.isAlive());
    for (int i = 0; i < more; i++) {
      Worker worker = idle.isEmpty() ? reserve() : idle.removeFirst();
      threads.add(
          Thread.ofVirtual()
              .name("reserve")
              .start(
                  () -> {
                    worker.work(() -> !stopping && !over.get(), 0);
                    rest(worker);
                  }));
    }
    return () -> over.set(true);
  }

  private Worker reserve() {
    reserves++;
    return new Worker("x" + reserves, plan.clients() + reserves);
  }

  private synchronized void rest(Worker worker) {
    idle.addLast(worker);
  }

  /**
   * Has all clients give up on their requests after that time.
   *
   * @return ends that
   */
  Runnable hurry(int millis) {
    deadlines.add(millis);
    return () -> deadlines.remove(millis);
  }

  /** One client at work, with all that makes it repeat itself. For one thread at a time. */
  private final class Worker {

    private final String name;
    private final boolean withSession;
    private final RecordedClient client;
    private final Random random;
    private int puts;

    Worker(String name, int number) {
      this.name = name;
      this.withSession = plan.sessions().has(number);
      this.client = client(name, withSession, number);
      this.random = new Random(seed * 1_000_003 + number);
    }

    void work(BooleanSupplier goesOn, long stepNanos) {
      long next = System.nanoTime() + random.nextLong(stepNanos + 1);
      try {
        while (goesOn.getAsBoolean()) {
          pace(next);
          // One that was held up does not make up for it: that would be another load.
          next = Math.max(next + stepNanos, System.nanoTime() - stepNanos);
          client.setDeadlineMillis(deadlineMillis(withSession));
          operate();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void operate() {
      int topic = random.nextInt(topics.size());
      boolean sparse = topics.size() > 1 && topic == topics.size() - 1;
      if (random.nextInt(100) < (sparse ? SPARSE_PUT_PERCENT : PUT_PERCENT)) {
        puts++;
        client.put(topics.get(topic), name + "-" + puts);
      } else {
        client.get(topics.get(topic));
      }
    }
  }

  private static void pace(long until) throws InterruptedException {
    long wait = until - System.nanoTime();
    if (wait > 0) {
      TimeUnit.NANOSECONDS.sleep(wait);
    } else if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private synchronized List<Thread> atWork() {
    return List.copyOf(threads);
  }

  /** Lets every client finish what it has begun and waits for that. */
  void stop() throws InterruptedException {
    stopping = true;
    for (Thread thread : atWork()) {
      thread.join();
    }
  }

  @Override
  public void close() {
    stopping = true;
    atWork().forEach(Thread::interrupt);
    synchronized (this) {
      clients.forEach(each -> each.client().close());
    }
  }
}
