package io.mq.ctl.chaos;

import io.mq.shared.client.ClientSettings;
import io.mq.shared.client.MqClient;
import io.mq.shared.client.MqSession;
import io.mq.shared.history.HistoryRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * The clients of a run: each has a thread, puts messages that nobody else puts, and gets whatever
 * comes. Each has its own idea of who leads, as clients on different machines would.
 */
final class Workload implements AutoCloseable {

  private static final int PUT_PERCENT = 50;

  /** In the last topic, so that gets find it empty. */
  private static final int SPARSE_PUT_PERCENT = 35;

  /** A request without a session has one try, and waits for nothing but that one node's answer. */
  private static final int BARE_MILLIS = 2_000;

  private final WorkloadPlan plan;
  private final ClientSettings settings;
  private final List<String> urls;
  private final Map<String, String> nodesByUrl;
  private final List<String> topics;
  private final long seed;
  private final RunClock clock;
  private final HistoryRecorder recorder;
  private final Counts counts = new Counts();
  private final List<Thread> threads = new ArrayList<>();
  private final List<MqClient> clients = new ArrayList<>();
  private volatile boolean stopping;

  /**
   * Starts nothing yet.
   *
   * @param settings of clients of this cluster
   * @param nodesByUrl the client URLs, each with its node's name
   */
  Workload(
      WorkloadPlan plan,
      ClientSettings settings,
      Map<String, String> nodesByUrl,
      List<String> topics,
      long seed,
      RunClock clock,
      HistoryRecorder recorder) {
    this.plan = plan;
    this.settings = settings;
    this.urls = List.copyOf(nodesByUrl.keySet());
    this.nodesByUrl = nodesByUrl;
    this.topics = topics;
    this.seed = seed;
    this.clock = clock;
    this.recorder = recorder;
  }

  Counts counts() {
    return counts;
  }

  /** A client of this run that takes its requests from the caller. */
  RecordedClient client(String name, boolean withSession, int firstNode) {
    List<String> rotated = new ArrayList<>(urls);
    java.util.Collections.rotate(rotated, firstNode);
    MqClient client =
        new MqClient(rotated, settings.withDeadlineMillis(deadlineMillis(withSession)));
    clients.add(client);
    MqSession session = withSession ? client.session() : client.withoutSession();
    return new RecordedClient(name, session, nodesByUrl, clock, recorder, counts);
  }

  private int deadlineMillis(boolean withSession) {
    return withSession ? plan.timeoutMillis() : Math.min(BARE_MILLIS, plan.timeoutMillis());
  }

  void start() {
    for (int i = 0; i < plan.clients(); i++) {
      int number = i;
      RecordedClient client = client("c" + (i + 1), plan.sessions().has(i), i);
      Random random = new Random(seed * 1_000_003 + i);
      threads.add(
          Thread.ofVirtual().name("client-" + (i + 1)).start(() -> work(number, client, random)));
    }
  }

  private void work(int number, RecordedClient client, Random random) {
    long stepNanos =
        plan.ratePerSecond() == 0
            ? 0
            : TimeUnit.SECONDS.toNanos(1) * plan.clients() / plan.ratePerSecond();
    long next = System.nanoTime() + random.nextLong(stepNanos + 1);
    int puts = 0;
    try {
      while (!stopping) {
        pace(next);
        // One that was held up does not make up for it: that would be another load.
        next = Math.max(next + stepNanos, System.nanoTime() - stepNanos);
        int topic = random.nextInt(topics.size());
        boolean sparse = topics.size() > 1 && topic == topics.size() - 1;
        if (random.nextInt(100) < (sparse ? SPARSE_PUT_PERCENT : PUT_PERCENT)) {
          puts++;
          client.put(topics.get(topic), "c" + (number + 1) + "-" + puts);
        } else {
          client.get(topics.get(topic));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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

  /** Lets every client finish what it has begun and waits for that. */
  void stop() throws InterruptedException {
    stopping = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Override
  public void close() {
    stopping = true;
    threads.forEach(Thread::interrupt);
    clients.forEach(MqClient::close);
  }
}
