package io.mq.node.raft;

/** Checks of what must hold whatever peers, disks and clients do. Always on. */
final class Check {

  private Check() {}

  /**
   * Stops the replica if its own state contradicts itself; going on could lose data.
   *
   * @throws IllegalStateException with {@code rule} and {@code found} if {@code holds} is false
   */
  static void that(boolean holds, String rule, Object found) {
    if (!holds) {
      throw new IllegalStateException("broken invariant: " + rule + "; found " + found);
    }
  }
}
