package io.mq.node.storage;

import java.io.IOException;

/**
 * A snapshot file does not hold what was once forced to it. What it held is unknown, not absent
 * (lesson 16).
 */
public final class SnapshotDamagedException extends IOException {

  private static final long serialVersionUID = 1L;

  private final Damage damage;

  /** Names the place. */
  public SnapshotDamagedException(Damage damage) {
    super("the snapshot is damaged in " + damage.describe());
    this.damage = damage;
  }

  /** Where, and what. */
  public Damage damage() {
    return damage;
  }
}
