package io.mq.ctl.cluster;

import io.mq.shared.config.InitialState;
import io.mq.shared.config.NodeTiming;
import io.mq.shared.id.NodeId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code cluster up} would start. Immutable; holds no secrets.
 *
 * @param isNew whether the cluster would be made first
 * @param needsProxies whether a process with the proxies between the nodes would be started too
 * @param trouble why starting would fail, as far as can be seen now
 */
public record UpPlan(
    String name,
    boolean isNew,
    boolean needsProxies,
    List<Node> nodes,
    Optional<ClusterException> trouble) {

  /** What there is of a node. */
  public enum Condition {
    /** Nothing. */
    NEW,
    /** Its files; it does not run. */
    DOWN,
    /** It runs. */
    RUNNING,
    /** It runs, and stands still. */
    PAUSED;

    /** Whether it would be started. */
    public boolean isToBeStarted() {
      return this == NEW || this == DOWN;
    }
  }

  /**
   * One node.
   *
   * @param port empty if it is chosen when the cluster is made
   * @param internalPort the same
   * @param data where it keeps what it stores
   * @param heap empty for the launcher's default
   * @param jvmOptions those of the cluster and its own
   * @param timing empty for the node's default
   * @param initial the log that it is given before it runs for the first time
   * @param folder where it runs
   * @param environment what it is started with and heeds; {@link #SECRET} in place of each secret
   * @param command with {@code {port}} and the like for what is not chosen yet
   */
  public record Node(
      NodeId id,
      Condition condition,
      Optional<Long> pid,
      String ip,
      Optional<Integer> port,
      Optional<Integer> internalPort,
      String data,
      Optional<String> heap,
      List<String> jvmOptions,
      Optional<NodeTiming> timing,
      Optional<InitialState> initial,
      Path folder,
      Map<String, String> environment,
      List<String> command) {}

  /** Stands for a secret. */
  public static final String SECRET = "(secret)";

  /** Copies the list. */
  public UpPlan {
    nodes = List.copyOf(nodes);
  }

  /** The nodes that would be started. */
  public List<NodeId> toBeStarted() {
    return nodes.stream().filter(node -> node.condition().isToBeStarted()).map(Node::id).toList();
  }
}
