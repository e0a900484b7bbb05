package io.mq.ctl.cluster;

import io.mq.shared.id.NodeId;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process that is, or looks like, a part of some cluster and that no cluster's state knows.
 *
 * @param part what it is
 * @param folder of the cluster that it was started for; empty if mqctl did not start it
 * @param standing what that cluster's state says
 */
public record Orphan(OwnProcess process, Part part, Optional<Path> folder, Standing standing) {

  /** What part of a cluster it is. */
  public sealed interface Part {

    /** As it is called in sentences. */
    default String describe() {
      return switch (this) {
        case Mqnode(StartedNode started) -> started.node().map(NodeId::toString).orElse("a node");
        case OtherNode(NodeId id) -> id.toString();
        case Proxies() -> "the proxies";
      };
    }
  }

  /** An mqnode. */
  record Mqnode(StartedNode started) implements Part {}

  /** A node of another make. */
  record OtherNode(NodeId id) implements Part {}

  /** The process between nodes of another make. */
  record Proxies() implements Part {}

  /** What the state of its cluster says. */
  public enum Standing {
    /** The state is there, and does not know the process. */
    UNKNOWN,
    /** There is no {@code cluster.json}. */
    NO_STATE,
    /** {@code cluster.json} cannot be read. */
    UNREADABLE,
    /** It was started by hand, and belongs to no cluster of mqctl's. */
    BY_HAND
  }

  /** Its pid. */
  public long pid() {
    return process.pid();
  }

  /** The name of the cluster that it was started for. */
  public Optional<String> clusterName() {
    return folder.map(each -> each.getFileName().toString());
  }

  /** What is left if it cannot be adopted; nothing is ever killed unasked. */
  String byHand() {
    return "kill " + pid() + " stops it.";
  }
}
