package io.mq.node.sim;

/** Something happened that must never happen. */
public final class InvariantBroken extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String invariant;

  /**
   * Names the invariant and what was found.
   *
   * @param invariant a short name, the same for every breach of it
   */
  public InvariantBroken(String invariant, String found) {
    super(invariant + ": " + found);
    this.invariant = invariant;
  }

  /** As above, for an exception out of the replica itself. */
  public InvariantBroken(String invariant, RuntimeException cause) {
    super(invariant + ": " + cause.getMessage(), cause);
    this.invariant = invariant;
  }

  /** The short name. */
  public String invariant() {
    return invariant;
  }
}
