package io.mq.ctl.cluster;

import io.mq.shared.config.ConfigException;
import io.mq.shared.config.NodeConfig;
import io.mq.shared.config.NodeConfigReader;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.AdminState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a running mqnode says of itself, where no state tells its ports: at one of those at which
 * its process listens it takes admin calls.
 *
 * @param config its configuration file, if that is still there
 */
record Interview(
    NodeId id, AdminState state, Optional<NodeConfig> config, String ip, int port, int internal) {

  private static final String LOOPBACK = "127.0.0.1";
  private static final Optional<ProcessIdentity> NOBODY = Optional.empty();

  /**
   * Asks.
   *
   * @throws ClusterException if it does not answer as an mqnode that knows the token
   */
  static Interview of(OwnProcess process, StartedNode started, String token) {
    Optional<NodeConfig> config = config(started);
    String ip = config.map(each -> each.selfAddress().ip()).orElse(LOOPBACK);
    Set<Integer> ports = PortOwners.among(List.of(process)).ports(process.pid());
    String trouble = "it listens at no port";
    try (AdminClient admin = new AdminClient(token)) {
      for (int port : ports) {
        try {
          AdminState state = admin.state(new NodeRecord(new NodeId(1), ip, port, port, NOBODY));
          if (state.pid() == process.pid()) {
            int other = ports.stream().filter(each -> each != port).findFirst().orElse(port);
            return new Interview(id(state), state, config, ip, other, port);
          }
        } catch (IOException e) {
          trouble = e.getMessage();
        }
      }
    }
    throw ClusterException.failed(
        process.describe() + " does not say which node it is: " + trouble + ".");
  }

  private static NodeId id(AdminState state) throws IOException {
    return NodeId.parse(state.node())
        .orElseThrow(() -> new IOException("it calls itself \"" + state.node() + "\""));
  }

  private static Optional<NodeConfig> config(StartedNode started) {
    try {
      return Optional.of(new NodeConfigReader(_ -> {}).read(started.config(), started.index()));
    } catch (ConfigException e) {
      // It was removed or replaced after the start; the node itself knows the rest.
      return Optional.empty();
    }
  }
}
