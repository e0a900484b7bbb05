package io.mq.node.queue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of a message. Immutable by contract: nobody writes to the array. */
public final class Body {

  private final byte[] bytes;
  private final long hash;

  private Body(byte[] bytes) {
    this.bytes = bytes;
    this.hash = Hashes.of(bytes);
  }

  /** Takes over an array that the caller will not write to again. */
  public static Body of(byte[] bytes) {
    return new Body(bytes);
  }

  /** The UTF-8 form of {@code text}. */
  public static Body of(String text) {
    return new Body(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The array itself; only to be read. */
  public byte[] bytes() {
    return bytes;
  }

  /** The number of bytes. */
  public int size() {
    return bytes.length;
  }

  /** A hash of the bytes, the same on every node. */
  long hash() {
    return hash;
  }

  /** The bytes read as UTF-8. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Body body && Arrays.equals(bytes, body.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length <= 40 ? "\"" + text() + "\"" : bytes.length + " bytes";
  }
}
