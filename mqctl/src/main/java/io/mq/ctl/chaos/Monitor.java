package io.mq.ctl.chaos;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.NodeView;
import io.mq.ctl.cluster.Survey;
import io.mq.ctl.events.EventFeed;
import io.mq.ctl.trigger.Facts;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.AdminState;
import io.mq.shared.wire.Checkpoint;
import io.mq.shared.wire.NodeEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Listens to the nodes and looks at them twice a second; writes it all down, and compares. Threads
 * of its own; {@link #close} ends them.
 */
final class Monitor implements AutoCloseable {

  private static final long PERIOD_MILLIS = 500;

  private final Cluster cluster;
  private final RunClock clock;
  private final EventsFile file;
  private final EventFeed feed;
  private final WhiteBox whiteBox = new WhiteBox();
  private final AtomicReference<Survey> last = new AtomicReference<>(new Survey(List.of()));
  private final Thread sampler;
  private int termsBefore = -1;

  /** Begins to listen. {@code cluster} is this monitor's own. */
  Monitor(Cluster cluster, RunClock clock, EventsFile file) {
    this.cluster = cluster;
    this.clock = clock;
    this.file = file;
    this.feed = new EventFeed(cluster.state(), this::compare);
    this.sampler = Thread.ofVirtual().name("monitor").unstarted(this::sample);
  }

  void start() {
    feed.follow(this::hear);
    sampler.start();
  }

  private void sample() {
    try {
      while (true) {
        Survey survey = look();
        feed.follow(survey.nodes().stream().map(NodeView::node).toList());
        Thread.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks at the nodes now. */
  Survey look() {
    Survey survey = cluster.survey();
    long nanos = clock.nanos();
    noteGone(survey, nanos);
    for (NodeView node : survey.nodes()) {
      file.write(state(node, nanos));
    }
    synchronized (whiteBox) {
      for (NodeView node : survey.nodes()) {
        node.state().ifPresent(state -> compare(state, nanos));
      }
      if (termsBefore < 0) {
        termsBefore = whiteBox.terms();
      }
    }
    last.set(survey);
    return survey;
  }

  /** Nodes that were there at the last look and are no members any more. */
  private void noteGone(Survey survey, long nanos) {
    List<NodeId> there = survey.nodes().stream().map(NodeView::id).toList();
    for (NodeView node : last.get().nodes()) {
      if (!there.contains(node.id())) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("time", nanos);
        json.put("type", "state");
        json.put("node", node.id().toString());
        json.put("condition", "gone");
        file.write(json);
      }
    }
  }

  private void compare(AdminState state, long nanos) {
    if (state.role().equals("LEADER")) {
      whiteBox.leads(state.node(), state.term(), nanos);
    }
    whiteBox.applied(state.node(), state.appliedIndex(), state.stateHash(), nanos);
  }

  private void compare(Checkpoint checkpoint) {
    long nanos = clock.nanosOf(Instant.parse(checkpoint.at()));
    synchronized (whiteBox) {
      whiteBox.committed(checkpoint, nanos);
    }
  }

  private static Map<String, Object> state(NodeView node, long nanos) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("time", nanos);
    json.put("type", "state");
    json.put("node", node.id().toString());
    json.put("condition", node.condition().word());
    node.state()
        .ifPresent(
            state -> {
              json.put("role", state.role());
              json.put("term", state.term());
              json.put("commit", state.commitIndex());
              json.put("applied", state.appliedIndex());
              json.put("hash", state.stateHash());
            });
    return json;
  }

  private void hear(NodeEvent event) {
    if (event.type().equals("commit")) {
      return;
    }
    long nanos = clock.nanosOf(Instant.parse(event.at()));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("time", nanos);
    json.put("type", event.type());
    json.put("node", event.node());
    json.put("text", event.text());
    if (event.role() != null) {
      json.put("role", event.role());
      json.put("term", event.term());
      json.put("leader", event.leader());
    }
    file.write(json);
    if ("LEADER".equals(event.role())) {
      synchronized (whiteBox) {
        whiteBox.leads(event.node(), event.term(), nanos);
      }
    }
  }

  /** What must never be and was seen. */
  List<Finding> findings() {
    synchronized (whiteBox) {
      return whiteBox.findings();
    }
  }

  /** How often a stretch of one node was held against the same stretch of another. */
  int compared() {
    synchronized (whiteBox) {
      return whiteBox.compared();
    }
  }

  /** Such as {@code n3 leads term 5}. */
  String leadership() {
    return last.get()
        .leader()
        .map(node -> node.id() + " leads term " + node.term())
        .orElse("no leader");
  }

  /** What triggers are about, as of the last look; elections since the run began. */
  Facts facts() {
    synchronized (whiteBox) {
      return Facts.of(last.get(), Math.max(0, whiteBox.terms() - Math.max(0, termsBefore)));
    }
  }

  @Override
  public void close() {
    sampler.interrupt();
    feed.close();
    try {
      sampler.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
