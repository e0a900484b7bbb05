package io.mq.shared.history;

/** Where an event stands in the life of its operation: the {@code type} of an event. */
public enum EventType {
  /** The request is about to leave the client. */
  INVOKE("invoke"),
  /** The operation took effect. */
  OK("ok"),
  /** The operation certainly did not and will not take effect. */
  FAIL("fail"),
  /** The client does not know whether it took effect, or ever will. */
  INFO("info");

  private final String wireName;

  EventType(String wireName) {
    this.wireName = wireName;
  }

  /** The name in a history file. */
  public String wireName() {
    return wireName;
  }

  /**
   * The type with this name in a history file.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static EventType ofWireName(String name) {
    for (EventType type : values()) {
      if (type.wireName.equals(name)) {
        return type;
      }
    }
    throw new IllegalArgumentException("type is invoke, ok, fail or info; got \"" + name + "\"");
  }
}
