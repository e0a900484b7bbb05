package io.mq.node.main;

import io.mq.shared.config.NodeConfig;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Everything a node is started with.
 *
 * @param data the data directory
 * @param mustExist whether the data directory has to be there already
 * @param joins whether the node, when it has no data yet, joins a cluster that runs already
 * @param clusterSecret shared by all members, if there is one
 * @param adminToken opens the admin API, if there is one
 */
record NodeOptions(
    NodeConfig config,
    Path data,
    boolean mustExist,
    boolean joins,
    Optional<String> clusterSecret,
    Optional<String> adminToken) {

  /** Leaves the secrets out. */
  @Override
  public String toString() {
    return config.self() + " in " + data;
  }
}
