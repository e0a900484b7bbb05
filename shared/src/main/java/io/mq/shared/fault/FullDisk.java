package io.mq.shared.fault;

import java.util.Map;

/** Leaves no room for anything new. What a file has been given already it keeps. */
public record FullDisk() implements DiskEffect {

  static final String WORD = "full-disk";

  static FullDisk read(Parameters ignored) {
    return new FullDisk();
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
