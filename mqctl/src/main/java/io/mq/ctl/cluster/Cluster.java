package io.mq.ctl.cluster;

import io.mq.ctl.cluster.Processes.Signal;
import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One cluster that exists: its state as written down, and what can be done to its processes. Not
 * thread-safe.
 */
public final class Cluster {

  private static final long KILL_TIMEOUT_MILLIS = 5_000;

  private final ClusterFolder folder;
  private final Map<String, String> environment;
  private AdminClient admin;

  Cluster(ClusterFolder folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /** Its files. */
  public ClusterFolder folder() {
    return folder;
  }

  /** Its state as it is written down now. */
  public ClusterState state() {
    return folder
        .load()
        .orElseThrow(
            () -> ClusterException.failed("cluster " + folder.name() + " is no longer there."));
  }

  /** What a node has printed. */
  public NodeLog log(NodeId node) {
    return new NodeLog(folder.logFile(state().node(node).id()));
  }

  /** Looks at all nodes. */
  public Survey survey() {
    ClusterState state = state();
    return Survey.take(state, admin(state));
  }

  /**
   * Makes another node the leader and waits until it is.
   *
   * @param target who is to lead; empty leaves the choice to the leader
   * @return the leader there is now
   * @throws ClusterException if there is none to ask, it refuses, or nobody takes over in time
   */
  public NodeView transferLeader(Optional<NodeId> target, long timeoutMillis) {
    ClusterState state = state();
    target.ifPresent(state::node);
    return new LeaderTransfer(state, admin(state)).run(target, timeoutMillis);
  }

  /**
   * Stops and starts every node, one after the other and the leader last, each only while all
   * others run and the one before has caught up, so that clients notice nothing but redirects.
   *
   * @return the nodes in the order in which they were restarted
   * @throws ClusterException if a node does not come back or does not catch up; the rest is left
   */
  public List<NodeId> restartRolling(long patienceMillis, long timeoutMillis, Progress progress) {
    return new RollingRestart(this, patienceMillis, timeoutMillis, progress).run();
  }

  /**
   * Brings new nodes in, and those whose coming was interrupted before; returns when all have a
   * vote.
   *
   * @return the nodes that have one now and had none
   * @throws ClusterException if there is no leader, or one does not come up or catch up in time;
   *     the same call goes on then where this one ended
   */
  public List<NodeId> add(int count, long timeoutMillis, Progress progress) {
    try (ClusterLock _ = ClusterLock.take(folder)) {
      Growing growing = growing(timeoutMillis, progress);
      survey().requireLeader();
      growing.plan(count);
      return growing.complete();
    }
  }

  /**
   * Takes nodes out for good: they leave the members, stop, and their data is removed.
   *
   * @throws ClusterException if there is no leader, or the members cannot do without them
   */
  public void remove(
      List<NodeId> nodes, long patienceMillis, long timeoutMillis, Progress progress) {
    try (ClusterLock _ = ClusterLock.take(folder)) {
      shrinking(patienceMillis, timeoutMillis, progress).remove(nodes);
    }
  }

  /** What {@link #scale} did. */
  public record Scaled(List<NodeId> added, List<NodeId> removed) {}

  /**
   * Brings the cluster to so many nodes, all of them voters. Those that do not run go first, then
   * those with the highest numbers.
   */
  public Scaled scale(int wanted, long patienceMillis, long timeoutMillis, Progress progress) {
    try (ClusterLock _ = ClusterLock.take(folder)) {
      survey().requireLeader();
      int missing = wanted - state().nodes().size();
      List<NodeId> surplus = List.of();
      if (missing < 0) {
        Shrinking shrinking = shrinking(patienceMillis, timeoutMillis, progress);
        surplus = shrinking.surplus(wanted);
        shrinking.remove(surplus);
      }
      Growing growing = growing(timeoutMillis, progress);
      if (missing > 0) {
        growing.plan(missing);
      }
      return new Scaled(growing.complete(), surplus);
    }
  }

  /**
   * Takes a node out and lets its machine in again under a new number, with an empty disk (lesson
   * 26).
   *
   * @return the new name
   */
  public NodeId rejoin(NodeId node, long patienceMillis, long timeoutMillis, Progress progress) {
    try (ClusterLock _ = ClusterLock.take(folder)) {
      NodeRecord record = state().node(node);
      List<NodeId> alone = List.of(node);
      if (state().nodes().size() == 1) {
        throw ClusterException.usage(
            node + " is the only node: there is nobody from whom it could get its data back.");
      }
      shrinking(patienceMillis, timeoutMillis, progress).takeOut(alone);
      new Stopping(this, progress).stop(alone, patienceMillis);
      folder.deleteData(node);
      Growing growing = growing(timeoutMillis, progress);
      NodeId renewed = growing.planInPlaceOf(record);
      growing.complete();
      return renewed;
    }
  }

  private Growing growing(long timeoutMillis, Progress progress) {
    NodeProgram program = NodeProgram.find(environment, Optional.empty());
    StateHome home = StateHome.from(environment);
    return new Growing(this, home, program, calls(timeoutMillis), timeoutMillis, progress);
  }

  private Shrinking shrinking(long patienceMillis, long timeoutMillis, Progress progress) {
    return new Shrinking(this, calls(timeoutMillis), patienceMillis, timeoutMillis, progress);
  }

  private MemberCalls calls(long timeoutMillis) {
    if (state().program().isPresent()) {
      throw ClusterException.usage(
          "cluster "
              + folder.name()
              + " runs a program of another make; only clusters of mqnode"
              + " grow and shrink.");
    }
    return new MemberCalls(this, admin(state()), timeoutMillis);
  }

  /** Whether that node answers clients with a majority's agreement. */
  public boolean servesReads(NodeView node) {
    return admin(state()).servesReads(node.node());
  }

  /**
   * Starts those of the nodes that do not run and waits until each of them answers.
   *
   * @throws ClusterException if one does not come up
   */
  public void start(Collection<NodeId> nodes, long timeoutMillis, Progress progress) {
    try (ClusterLock _ = ClusterLock.take(folder)) {
      ClusterState state = state();
      NodeProgram program =
          NodeProgram.find(environment, state.program().map(ProgramState::program));
      List<NodeRecord> records = nodes.stream().map(state::node).toList();
      new Starting(this, program, progress).startWithoutLeader(records, timeoutMillis);
    }
  }

  /**
   * Starts those of the nodes that do not run, and does not wait until they answer.
   *
   * @throws ClusterException if one cannot be started
   */
  public void launch(Collection<NodeId> nodes) {
    try (ClusterLock _ = ClusterLock.take(folder)) {
      ClusterState state = state();
      NodeProgram program =
          NodeProgram.find(environment, state.program().map(ProgramState::program));
      List<NodeRecord> records = nodes.stream().map(state::node).toList();
      new Starting(this, program, Progress.NONE).launch(records);
    }
  }

  /**
   * Ends the nodes' processes in good order (SIGTERM), by force after {@code patienceMillis}.
   *
   * @return those that ran
   */
  public List<NodeId> stop(Collection<NodeId> nodes, long patienceMillis, Progress progress) {
    try (ClusterLock _ = ClusterLock.take(folder)) {
      return new Stopping(this, progress).stop(nodes, patienceMillis);
    }
  }

  /**
   * Kills the nodes' processes (SIGKILL) and waits until they are gone.
   *
   * @return those that ran
   */
  public List<NodeId> kill(Collection<NodeId> nodes) {
    try (ClusterLock _ = ClusterLock.take(folder)) {
      List<NodeId> killed = signal(nodes, Signal.KILL);
      for (NodeId node : killed) {
        ProcessIdentity process = state().node(node).process().orElseThrow();
        if (!Processes.awaitEnd(process, KILL_TIMEOUT_MILLIS)) {
          throw ClusterException.failed(
              node + " (pid " + process.pid() + ") is still there after SIGKILL.");
        }
      }
      return killed;
    }
  }

  /**
   * Has the nodes lose their power: they halt, without what they had not forced.
   *
   * @return those that ran
   * @throws ClusterException if one does not do it, as when it is paused
   */
  public List<NodeId> losePower(Collection<NodeId> nodes) {
    try (ClusterLock _ = ClusterLock.take(folder)) {
      return new Breaking(this, admin(state())).losePower(nodes);
    }
  }

  /** Kills the nodes and deletes their data; they will refuse to start. */
  public void wipe(Collection<NodeId> nodes) {
    kill(nodes);
    try (ClusterLock _ = ClusterLock.take(folder)) {
      nodes.forEach(folder::deleteData);
    }
  }

  /**
   * Has the nodes ask for votes, all at the same moment.
   *
   * @return those that do not, with the reason
   */
  public Map<NodeId, String> startElections(Collection<NodeId> nodes) {
    return new Breaking(this, admin(state())).startElections(nodes);
  }

  /**
   * Stops the nodes' processes where they are (SIGSTOP).
   *
   * @return those that ran
   */
  public List<NodeId> pause(Collection<NodeId> nodes) {
    try (ClusterLock _ = ClusterLock.take(folder)) {
      return signal(nodes, Signal.STOP);
    }
  }

  /**
   * Lets paused processes go on (SIGCONT).
   *
   * @return those that ran
   */
  public List<NodeId> resume(Collection<NodeId> nodes) {
    try (ClusterLock _ = ClusterLock.take(folder)) {
      return signal(nodes, Signal.CONT);
    }
  }

  /**
   * Stops all nodes.
   *
   * @param purge whether to remove all its files as well
   * @return those that ran
   * @throws ClusterException if files are to be removed that a node uses which the state does not
   *     know; nothing is stopped then
   */
  public List<NodeId> down(boolean purge, long patienceMillis, Progress progress) {
    try (ClusterLock _ = ClusterLock.take(folder)) {
      if (purge) {
        mustHaveNoOrphans();
      }
      List<NodeId> all = state().nodes().stream().map(NodeRecord::id).toList();
      List<NodeId> stopped = new Stopping(this, progress).stop(all, patienceMillis);
      new ProxyProcess(this).stop();
      if (purge) {
        folder.delete();
      }
      return stopped;
    }
  }

  /** Whose files would be removed under them. */
  private void mustHaveNoOrphans() {
    Optional<String> orphans = Orphans.described(folder);
    if (orphans.isPresent()) {
      throw ClusterException.failed(
          "processes of "
              + folder.name()
              + " run that its state does not know: "
              + orphans.get()
              + ". mqctl cluster adopt "
              + folder.name()
              + " takes them in, so that they are stopped as well; what it cannot take in, kill PID"
              + " ends.");
    }
  }

  /** One for the life of this object; its few connections end by themselves. */
  private AdminClient admin(ClusterState state) {
    if (admin == null) {
      admin = new AdminClient(state.adminToken());
    }
    return admin;
  }

  private List<NodeId> signal(Collection<NodeId> nodes, Signal signal) {
    ClusterState state = state();
    List<NodeId> reached = new ArrayList<>();
    for (NodeId node : nodes) {
      Optional<ProcessIdentity> process = state.node(node).process();
      if (process.isPresent() && Processes.signal(process.get(), signal)) {
        reached.add(node);
      }
    }
    return reached;
  }
}
