package io.mq.node.peer;

import java.util.Arrays;
import java.util.Optional;

/** What a connection is for. */
enum Channel {
  /** Raft's messages. Its end is news of the peer. */
  LINK("link", "link", 12L << 20),

  /** The pieces of a snapshot, and the answers to them. Its end is no news. */
  SNAPSHOT("snapshot", "snapshot connection", 512L << 10);

  private final String word;
  private final String title;
  private final long maxQueuedBytes;

  Channel(String word, String title, long maxQueuedBytes) {
    this.word = word;
    this.title = title;
    this.maxQueuedBytes = maxQueuedBytes;
  }

  static Optional<Channel> of(String word) {
    return Arrays.stream(values()).filter(channel -> channel.word.equals(word)).findFirst();
  }

  /** How diallers call it. */
  String word() {
    return word;
  }

  /** How logs call it. */
  String title() {
    return title;
  }

  /** Bytes that may wait at either end; OkHttp would close a connection at 16 MiB. */
  long maxQueuedBytes() {
    return maxQueuedBytes;
  }
}
