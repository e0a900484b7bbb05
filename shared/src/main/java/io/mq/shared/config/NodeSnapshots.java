package io.mq.shared.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When a node replaces its log by a snapshot: as soon as one of the two is reached. Immutable.
 *
 * @param everyBytes of log since the last snapshot, 64 KiB to 1 GiB
 * @param everyEntries in the log since the last snapshot, 100 or more
 */
public record NodeSnapshots(int everyBytes, int everyEntries) {

  /** Every 32 MiB or 250,000 entries. */
  public static final NodeSnapshots DEFAULT = new NodeSnapshots(32 << 20, 250_000);

  /** As it stands in files. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("everyBytes", everyBytes);
    fields.put("everyEntries", everyEntries);
    return fields;
  }
}
