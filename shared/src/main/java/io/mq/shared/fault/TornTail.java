package io.mq.shared.fault;

import java.util.Map;

/**
 * Cuts the next write short at a byte that chance picks, and takes the power away with it: the
 * beginning of the write is durable, and the node halts.
 */
public record TornTail() implements DiskEffect {

  static final String WORD = "torn-tail";

  static TornTail read(Parameters ignored) {
    return new TornTail();
  }

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public Map<String, Object> parameters() {
    return Map.of();
  }

  @Override
  public boolean isRandom() {
    return true;
  }

  @Override
  public String describe() {
    return WORD;
  }
}
