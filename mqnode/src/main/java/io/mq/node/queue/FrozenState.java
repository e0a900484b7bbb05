package io.mq.node.queue;

import java.util.List;

/**
 * The whole state at one moment, made by {@link QueueState#freeze}. Immutable; it holds on to the
 * messages of that moment, so it should be written soon.
 */
public final class FrozenState {

  private final long timeMillis;
  private final long stateHash;
  private final List<TopicQueue.Picture> topics;
  private final List<Sessions.Picture> sessions;

  FrozenState(
      long timeMillis,
      long stateHash,
      List<TopicQueue.Picture> topics,
      List<Sessions.Picture> sessions) {
    this.timeMillis = timeMillis;
    this.stateHash = stateHash;
    this.topics = topics;
    this.sessions = sessions;
  }

  /** The {@link QueueState#stateHash} of that moment. */
  public long stateHash() {
    return stateHash;
  }

  /**
   * Writes the state in pieces of 64 KiB; {@link QueueState#restore} reads it back. Any thread may
   * call it.
   */
  public <E extends Exception> void writeTo(ByteSink<E> sink) throws E {
    new StateWriter<>(sink).write(this);
  }

  long timeMillis() {
    return timeMillis;
  }

  List<TopicQueue.Picture> topics() {
    return topics;
  }

  List<Sessions.Picture> sessions() {
    return sessions;
  }
}
