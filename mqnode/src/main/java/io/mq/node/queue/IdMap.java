package io.mq.node.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values by message id, in the order of the ids. They lie in chunks of 256 neighbouring ids, so
 * that a {@link Picture} copies references to chunks and not the values; a chunk that a picture may
 * still read is copied before it changes.
 */
final class IdMap<V> {

  private static final int CHUNK_IDS = 256;

  /** Gets each value with its id, in order. */
  @FunctionalInterface
  interface Visitor<V, E extends Exception> {
    void accept(long id, V value) throws E;
  }

  private static final class Chunk {
    private Object[] values = new Object[CHUNK_IDS];
    private int count;
    private boolean pictured;
  }

  private final TreeMap<Long, Chunk> chunks = new TreeMap<>();
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The value of an id, or null. */
  V get(long id) {
    Chunk chunk = chunks.get(id / CHUNK_IDS);
    return chunk == null ? null : valueAt(chunk.values, slot(id));
  }

  /**
   * Adds a value.
   *
   * @throws IllegalArgumentException if the id has one already, or is negative
   */
  void add(long id, V value) {
    if (id < 0 || get(id) != null) {
      throw new IllegalArgumentException("message id " + id + " is negative or occurs twice");
    }
    Chunk chunk = chunks.computeIfAbsent(id / CHUNK_IDS, _ -> new Chunk());
    writable(chunk)[slot(id)] = value;
    chunk.count++;
    size++;
  }

  /** Removes the value of an id that has one. */
  V remove(long id) {
    Chunk chunk = chunks.get(id / CHUNK_IDS);
    Object[] values = writable(chunk);
    V value = valueAt(values, slot(id));
    values[slot(id)] = null;
    chunk.count--;
    size--;
    if (chunk.count == 0) {
      chunks.remove(id / CHUNK_IDS);
    }
    return value;
  }

  /** The lowest id of a map that is not empty. */
  long firstId() {
    Map.Entry<Long, Chunk> first = chunks.firstEntry();
    int slot = 0;
    while (first.getValue().values[slot] == null) {
      slot++;
    }
    return first.getKey() * CHUNK_IDS + slot;
  }

  /** Visits the values in the order of their ids, at most {@code max}. */
  <E extends Exception> void forEach(long max, Visitor<V, E> visitor) throws E {
    long left = max;
    for (Map.Entry<Long, Chunk> entry : chunks.entrySet()) {
      if (left <= 0) {
        return;
      }
      left = visit(entry.getKey() * CHUNK_IDS, entry.getValue().values, left, visitor);
    }
  }

  /** An immutable picture, which another thread may read while this map goes on changing. */
  Picture<V> picture() {
    List<Object[]> values = new ArrayList<>(chunks.size());
    long[] firstIds = new long[chunks.size()];
    for (Map.Entry<Long, Chunk> entry : chunks.entrySet()) {
      entry.getValue().pictured = true;
      firstIds[values.size()] = entry.getKey() * CHUNK_IDS;
      values.add(entry.getValue().values);
    }
    return new Picture<>(firstIds, values, size);
  }

  /** The values at one moment. */
  static final class Picture<V> {
    private final long[] firstIds;
    private final List<Object[]> chunks;
    private final int size;

    private Picture(long[] firstIds, List<Object[]> chunks, int size) {
      this.firstIds = firstIds;
      this.chunks = chunks;
      this.size = size;
    }

    int size() {
      return size;
    }

    /** Visits all values in the order of their ids. */
    <E extends Exception> void forEach(Visitor<V, E> visitor) throws E {
      for (int i = 0; i < firstIds.length; i++) {
        visit(firstIds[i], chunks.get(i), CHUNK_IDS, visitor);
      }
    }
  }

  private static <V, E extends Exception> long visit(
      long firstId, Object[] values, long max, Visitor<V, E> visitor) throws E {
    long left = max;
    for (int slot = 0; slot < values.length && left > 0; slot++) {
      if (values[slot] != null) {
        visitor.accept(firstId + slot, valueAt(values, slot));
        left--;
      }
    }
    return left;
  }

  private static Object[] writable(Chunk chunk) {
    if (chunk.pictured) {
      chunk.values = chunk.values.clone();
      chunk.pictured = false;
    }
    return chunk.values;
  }

  /** Only values of this type are ever stored. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <V> V valueAt(Object[] values, int slot) {
    return (V) values[slot];
  }

  private static int slot(long id) {
    return (int) (id % CHUNK_IDS);
  }
}
