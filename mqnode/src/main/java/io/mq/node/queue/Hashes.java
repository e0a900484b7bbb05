package io.mq.node.queue;

import java.nio.ByteBuffer;

/**
 * 64-bit hashes for {@link QueueState#stateHash}: good mixing, no secrets. Equal on every platform.
 * Stateless.
 */
final class Hashes {

  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private Hashes() {}

  /** Mixes some numbers in order. */
  static long of(long... parts) {
    long hash = PRIME;
    for (long part : parts) {
      hash = mix(hash ^ part) + PRIME;
    }
    return mix(hash);
  }

  /** The hash of some bytes. */
  static long of(byte[] bytes) {
    long hash = PRIME + bytes.length;
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.remaining() >= Long.BYTES) {
      hash = mix(hash ^ buffer.getLong()) + PRIME;
    }
    long rest = 0;
    while (buffer.hasRemaining()) {
      rest = (rest << 8) | (buffer.get() & 0xFF);
    }
    return mix(hash ^ rest);
  }

  /**
   * The finalizer of SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number
   * generators").
   */
  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
