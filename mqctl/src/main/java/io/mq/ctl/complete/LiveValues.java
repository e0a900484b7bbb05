package io.mq.ctl.complete;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.cluster.ClusterFolder;
import io.mq.ctl.cluster.ClusterState;
import io.mq.ctl.cluster.Clusters;
import io.mq.ctl.cluster.NodeView;
import io.mq.ctl.cluster.Survey;
import io.mq.shared.client.ClientSettings;
import io.mq.shared.client.MqClient;
import io.mq.shared.client.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What is there now, asked in the background again and again, so that nobody who types ever waits.
 * Its answers are a second old at most, or as old as the last answer. Thread-safe.
 */
public final class LiveValues implements Values, AutoCloseable {

  private static final long PERIOD_MILLIS = 1_000;

  /** How old the topics may be before somebody who asks for them has them asked again. */
  private static final long TOPICS_AGE_MILLIS = 2_000;

  private static final int TOPICS_DEADLINE_MILLIS = 1_000;
  private static final int MOST_TOPICS = 1_000;

  /**
   * What was found.
   *
   * @param cluster the one that commands mean; empty if there is none or it cannot be told
   * @param running whether any of its nodes is
   * @param leader who leads, with its term; empty if nobody does
   */
  public record Picture(
      Optional<String> cluster,
      boolean running,
      Optional<Leader> leader,
      List<String> nodes,
      List<String> clusters) {

    static final Picture EMPTY =
        new Picture(Optional.empty(), false, Optional.empty(), List.of(), List.of());
  }

  /** Who leads. */
  public record Leader(String node, long term) {}

  private final Clusters clusters;
  private final Supplier<Optional<String>> chosen;
  private final Runnable changed;
  private final Semaphore wanted = new Semaphore(0);
  private final Thread thread;
  private volatile Picture picture = Picture.EMPTY;
  private volatile List<String> topics = List.of();
  private volatile boolean topicsWanted = true;
  private volatile long topicsAskedNanos = System.nanoTime();
  private volatile boolean closed;

  /**
   * Starts asking.
   *
   * @param chosen the name of the cluster that commands mean, if one was given
   * @param changed called by a thread of this class when the picture is another than before
   */
  public LiveValues(Clusters clusters, Supplier<Optional<String>> chosen, Runnable changed) {
    this.clusters = clusters;
    this.chosen = chosen;
    this.changed = changed;
    this.thread = Thread.ofPlatform().daemon().name("live-values").start(this::run);
  }

  /** What was found last. */
  public Picture picture() {
    return picture;
  }

  /** Has everything asked anew at once: something was done that may have changed it. */
  public void refresh() {
    topicsWanted = true;
    wanted.release();
  }

  @Override
  public List<String> nodes() {
    return picture.nodes();
  }

  /** Those known; if that is not fresh, newer ones will be known soon. */
  @Override
  public List<String> topics() {
    long age = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - topicsAskedNanos);
    if (age > TOPICS_AGE_MILLIS) {
      refresh();
    }
    return topics;
  }

  @Override
  public List<String> clusters() {
    return picture.clusters();
  }

  private void run() {
    try {
      while (!closed) {
        look();
        if (wanted.tryAcquire(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
          wanted.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      // Closed.
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    Picture before = picture;
    List<String> all =
        clusters.home().folders().stream().map(ClusterFolder::name).sorted().toList();
    try {
      Cluster cluster = clusters.open(clusters.home().choose(chosen.get()));
      ClusterState state = cluster.state();
      Survey survey = cluster.survey();
      picture =
          new Picture(
              Optional.of(state.name()),
              state.isRunning(),
              survey.leader().map(node -> new Leader(node.id().toString(), node.term())),
              state.nodes().stream().map(node -> node.id().toString()).toList(),
              all);
      if (topicsWanted && survey.leader().isPresent()) {
        askTopics(survey.leader().get());
      }
    } catch (ClusterException e) {
      // None, or several and none chosen: commands say so, the prompt need not.
      picture = new Picture(Optional.empty(), false, Optional.empty(), List.of(), all);
    }
    if (!closed && !picture.equals(before)) {
      changed.run();
    }
  }

  private void askTopics(NodeView leader) {
    topicsWanted = false;
    topicsAskedNanos = System.nanoTime();
    ClientSettings settings = ClientSettings.DEFAULT.withDeadlineMillis(TOPICS_DEADLINE_MILLIS);
    try (MqClient client = new MqClient(List.of(leader.node().clientUrl()), settings)) {
      if (client.session().topicNames() instanceof Outcome.Done<List<String>>(List<String> names)) {
        topics = names.stream().limit(MOST_TOPICS).toList();
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
