package io.mq.node.sim;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * One seed, split by the name of the component that draws. A component that draws more than before
 * does not shift what the others draw.
 */
final class Seeds {

  private final long seed;

  Seeds(long seed) {
    this.seed = seed;
  }

  /** The generator of a component; the same name gives an equal generator anew. */
  RandomGenerator of(String component) {
    long mixed = mix(seed + 0x9E3779B97F4A7C15L);
    for (int i = 0; i < component.length(); i++) {
      mixed = mix(mixed * 31 + component.charAt(i));
    }
    return new SplittableRandom(mixed);
  }

  /** Spreads every bit over all bits (the finalizer of SplitMix64). */
  static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
