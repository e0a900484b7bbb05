package io.mq.ctl.trigger;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.Survey;
import io.mq.ctl.cluster.Waiting;
import io.mq.ctl.events.EventFeed;
import io.mq.shared.wire.NodeEvent;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Watches a cluster from its making until it is closed. Elections are counted from the nodes'
 * events, so that none is missed between two looks; all else is what the nodes say when they are
 * asked. One thread asks; events come on others.
 */
public final class Observer implements AutoCloseable {

  private static final long LOOK_EVERY_MILLIS = 50;

  private final Cluster cluster;
  private final EventFeed feed;
  private final Instant begin = Instant.now();
  private final TreeSet<Long> wonTerms = new TreeSet<>();

  /** Begins to watch. */
  public Observer(Cluster cluster) {
    this.cluster = cluster;
    this.feed = new EventFeed(cluster.state());
    feed.follow(this::happened);
  }

  private void happened(NodeEvent event) {
    boolean won = "LEADER".equals(event.role()) && event.term() != null;
    if (won && !Instant.parse(event.at()).isBefore(begin)) {
      synchronized (wonTerms) {
        wonTerms.add(event.term());
      }
    }
  }

  /** The cluster now. */
  public Facts look() {
    Survey survey = cluster.survey();
    synchronized (wonTerms) {
      return Facts.of(survey, wonTerms.size());
    }
  }

  /**
   * Waits until a condition holds.
   *
   * @return what was seen then; empty if it did not hold in time
   * @throws io.mq.ctl.cluster.ClusterException if the thread is told to stop
   */
  public Optional<Facts> await(Condition condition, long timeoutMillis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    while (true) {
      Facts facts = look();
      if (condition.holds(facts)) {
        return Optional.of(facts);
      }
      if (System.nanoTime() - end >= 0) {
        return Optional.empty();
      }
      Waiting.pause(LOOK_EVERY_MILLIS);
    }
  }

  @Override
  public void close() {
    feed.close();
  }
}
