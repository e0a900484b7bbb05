package io.mq.shared.history;

/** What a client asked of the queue: the {@code f} of an event. */
public enum OperationKind {
  /** Put a message at the end of a topic. */
  ENQUEUE("enqueue"),
  /** Take the first message of a topic. */
  DEQUEUE("dequeue"),
  /** Create a topic. */
  CREATE_TOPIC("create-topic");

  private final String wireName;

  OperationKind(String wireName) {
    this.wireName = wireName;
  }

  /** The name in a history file. */
  public String wireName() {
    return wireName;
  }

  /**
   * The kind with this name in a history file.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static OperationKind ofWireName(String name) {
    for (OperationKind kind : values()) {
      if (kind.wireName.equals(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "f is enqueue, dequeue or create-topic for a client's operation; got \"" + name + "\"");
  }
}
