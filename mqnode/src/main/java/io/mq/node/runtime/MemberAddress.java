package io.mq.node.runtime;

import java.util.Optional;

/**
 * Where a member is reached, as it stands in the replicated configuration. Immutable.
 *
 * @param clientUrl the base of its client API, without a slash at its end
 * @param peerUrl the base of its peer and admin API, without a slash at its end
 */
public record MemberAddress(String clientUrl, String peerUrl) {

  /**
   * Checks that both can be told apart again.
   *
   * @throws IllegalArgumentException if one is empty or contains a space
   */
  public MemberAddress {
    if (!isUrl(clientUrl) || !isUrl(peerUrl)) {
      throw new IllegalArgumentException(
          "an address is a URL such as http://127.0.0.1:8001, without spaces; got \""
              + clientUrl
              + "\" and \""
              + peerUrl
              + "\"");
    }
  }

  private static boolean isUrl(String text) {
    return text.matches("https?://[^\\s/]+");
  }

  /** The form in the configuration. */
  public String text() {
    return clientUrl + " " + peerUrl;
  }

  /** Reads {@link #text()}; empty if it is something else. */
  public static Optional<MemberAddress> parse(String text) {
    String[] urls = text.split(" ", -1);
    return urls.length == 2 && isUrl(urls[0]) && isUrl(urls[1])
        ? Optional.of(new MemberAddress(urls[0], urls[1]))
        : Optional.empty();
  }
}
