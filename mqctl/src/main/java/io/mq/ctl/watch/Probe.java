package io.mq.ctl.watch;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.cluster.ClusterState;
import io.mq.ctl.cluster.Survey;
import io.mq.ctl.events.EventFeed;
import io.mq.ctl.explain.Connections;
import io.mq.ctl.fault.Faults;
import io.mq.shared.fault.FaultView;
import io.mq.shared.id.NodeId;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps asking the nodes, in a thread of its own, so that a node that is silent holds up nobody who
 * presses keys. Thread-safe.
 */
public final class Probe implements AutoCloseable {

  private static final long PERIOD_MILLIS = 250;

  /** What was found last. */
  private record Found(Survey survey, Connections connections, Traffic traffic) {}

  private final String name;
  private final Cluster cluster;
  private final ClusterState state;
  private final EventWindow events = new EventWindow();
  private final EventFeed feed;
  private final TrafficMeter meter = new TrafficMeter();
  private final Thread thread;
  private volatile Optional<Found> found = Optional.empty();

  /**
   * Starts asking.
   *
   * @param cluster an object of this probe alone
   */
  public Probe(Cluster cluster) {
    this.cluster = cluster;
    this.state = cluster.state();
    this.name = state.name();
    this.feed = new EventFeed(state);
    feed.follow(events::add);
    look();
    this.thread = Thread.ofPlatform().daemon().name("watch-probe").start(this::run);
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(PERIOD_MILLIS);
        look();
      }
    } catch (InterruptedException e) {
      // Closed.
      Thread.currentThread().interrupt();
    } catch (ClusterException e) {
      // The cluster has been removed; what was found last is all there is to show.
      found = Optional.empty();
    }
  }

  private void look() {
    Survey survey = cluster.survey();
    Map<NodeId, List<FaultView>> faults;
    try (Faults known = new Faults(state)) {
      faults = known.list().reached();
    }
    meter.measure(survey, System.nanoTime());
    found =
        Optional.of(new Found(survey, new Connections(survey.nodes(), faults), meter.traffic()));
  }

  /** What there is to show now; empty once the cluster is gone. */
  Optional<Moment> moment(Optional<NodeId> selected, int scrolledBack, String remark) {
    String clock = LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS).toString();
    return found.map(
        last ->
            new Moment(
                name,
                clock,
                last.survey(),
                last.connections(),
                last.traffic(),
                events.list(),
                scrolledBack,
                selected,
                remark));
  }

  /** The nodes of the cluster. */
  List<NodeId> nodes() {
    return state.nodes().stream().map(node -> node.id()).toList();
  }

  @Override
  public void close() {
    thread.interrupt();
    feed.close();
  }
}
