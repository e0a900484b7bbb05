package io.mq.shared.fault;

import java.util.Map;

/** Loses every message, as a partition does: connections stay up, and nobody is told. */
public record Block() implements NetworkEffect {

  static final String WORD = "block";

  static Block read(Parameters ignored) {
    return new Block();
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
    return false;
  }

  @Override
  public String describe() {
    return WORD;
  }
}
