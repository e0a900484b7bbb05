package io.mq.ctl.cluster;

import io.mq.shared.config.OtherProgram;
import io.mq.shared.config.PeerPort;
import io.mq.shared.id.NodeId;
import java.util.List;
import java.util.Optional;

/**
 * What is written down about a cluster of another make: how its nodes are started, and the process
 * that stands between them. Immutable.
 *
 * @param controlPort where that process answers admin calls on behalf of the nodes
 * @param proxies one or two for each ordered pair of nodes
 * @param process the one started last, if it was not seen to end
 */
public record ProgramState(
    OtherProgram program, int controlPort, List<Proxy> proxies, Optional<ProcessIdentity> process) {

  /**
   * Where one node finds another.
   *
   * @param reaches which port of {@code to} it leads to, one of the two
   * @param port on which it listens
   */
  public record Proxy(NodeId from, NodeId to, PeerPort reaches, int port) {}

  /** Copies the list. */
  public ProgramState {
    proxies = List.copyOf(proxies);
  }

  /** The same with another process. */
  public ProgramState with(Optional<ProcessIdentity> other) {
    return new ProgramState(program, controlPort, proxies, other);
  }

  /** The base of the admin API on behalf of a node. */
  String adminUrl(NodeId node) {
    return "http://127.0.0.1:" + controlPort + "/" + node;
  }

  /** The port on which a node finds that port of another, if a proxy leads there. */
  Optional<Integer> port(NodeId from, NodeId to, PeerPort reaches) {
    return proxies.stream()
        .filter(
            each -> each.from().equals(from) && each.to().equals(to) && each.reaches() == reaches)
        .map(Proxy::port)
        .findFirst();
  }
}
