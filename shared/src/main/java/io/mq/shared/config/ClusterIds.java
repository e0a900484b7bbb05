package io.mq.shared.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Identities for clusters whose file gives them none. */
final class ClusterIds {

  private ClusterIds() {}

  /** The same addresses in the same order always make the same id. */
  static String derive(List<NodeAddress> addresses) {
    StringBuilder text = new StringBuilder();
    for (NodeAddress address : addresses) {
      text.append(address.ip())
          .append(':')
          .append(address.port())
          .append('/')
          .append(address.internalPort())
          .append('\n');
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return "addresses-" + HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
