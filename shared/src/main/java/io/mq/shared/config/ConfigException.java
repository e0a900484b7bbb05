package io.mq.shared.config;

/**
 * A configuration that cannot be used. The message is one sentence for the person who wrote it:
 * where, what was expected, what came.
 */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Takes the sentence. */
  public ConfigException(String message) {
    super(message);
  }
}
