package io.mq.node.storage;

import io.mq.shared.id.NodeId;
import java.nio.charset.StandardCharsets;

/**
 * Whose data a directory holds. It is written into every file, so that the data of another cluster
 * or node is never taken for one's own.
 *
 * @param clusterId 1 to 255 bytes of UTF-8
 * @param nodeId the node
 */
public record Identity(String clusterId, NodeId nodeId) {

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the cluster id is empty or too long
   */
  public Identity {
    int bytes = clusterId.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > 255) {
      throw new IllegalArgumentException(
          "a cluster id has 1 to 255 bytes of UTF-8; got " + bytes + " bytes");
    }
  }

  @Override
  public String toString() {
    return "node " + nodeId + " of cluster " + clusterId;
  }
}
