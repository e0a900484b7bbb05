package io.mq.node.queue;

import java.nio.ByteBuffer;

/** Placeholder for the byte form of commands in log entries; replaced by the real one. */
public final class CommandCodec {

  private CommandCodec() {}

  /** The bytes of a command. */
  public static ByteBuffer encode(Command command) {
    throw new UnsupportedOperationException("not built yet");
  }

  /** Reads {@link #encode}'s bytes back. */
  public static Command decode(ByteBuffer bytes) {
    throw new UnsupportedOperationException("not built yet");
  }
}
