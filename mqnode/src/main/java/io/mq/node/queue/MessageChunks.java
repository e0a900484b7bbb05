package io.mq.node.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The messages of a topic that were never handed out, with consecutive ids. They lie in chunks of
 * 1024: appended at the tail, taken at the head, and a chunk is dropped whole when its last message
 * is taken. A picture of a million messages therefore copies a thousand references.
 */
final class MessageChunks {

  static final int CHUNK_MESSAGES = 1024;

  /** Gets each message in order. */
  @FunctionalInterface
  interface Visitor<E extends Exception> {
    void accept(Body body) throws E;
  }

  private static final class Chunk {
    private Body[] bodies = new Body[CHUNK_MESSAGES];
    private boolean pictured;
  }

  private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
  private long headId;
  private long tailId;

  /**
   * An empty queue.
   *
   * @param firstId the id of the first message to come
   */
  MessageChunks(long firstId) {
    headId = firstId;
    tailId = firstId;
  }

  /** The id of the first message, or of the next to come if there is none. */
  long headId() {
    return headId;
  }

  /** The id of the next message to come. */
  long tailId() {
    return tailId;
  }

  long size() {
    return tailId - headId;
  }

  /** What the chunks themselves take of the heap, without the messages. */
  long memoryBytes() {
    return chunks.size() * (Integer.BYTES * (long) CHUNK_MESSAGES);
  }

  void append(Body body) {
    int slot = slot(tailId);
    if (slot == 0 || chunks.isEmpty()) {
      chunks.addLast(new Chunk());
    }
    chunks.peekLast().bodies[slot] = body;
    tailId++;
  }

  /** The first message of a queue that has one. */
  Body first() {
    return chunks.peekFirst().bodies[slot(headId)];
  }

  /** Takes the first message. Its slot is cleared, in a copy where a picture may still read it. */
  Body take() {
    Chunk head = chunks.peekFirst();
    if (head.pictured) {
      head.bodies = head.bodies.clone();
      head.pictured = false;
    }
    Body body = head.bodies[slot(headId)];
    head.bodies[slot(headId)] = null;
    headId++;
    if (slot(headId) == 0) {
      chunks.removeFirst(); // One that is only empty so far stays, or each put would make one.
    }
    return body;
  }

  /** Visits messages in order from the head, at most {@code max}. */
  void forEach(long max, Consumer<Body> visitor) {
    long end = tailId - headId <= max ? tailId : headId + max;
    long id = headId;
    for (Chunk chunk : chunks) {
      if (id >= end) {
        return;
      }
      do {
        visitor.accept(chunk.bodies[slot(id)]);
        id++;
      } while (id < end && slot(id) != 0);
    }
  }

  /** An immutable picture, which another thread may read while this queue goes on changing. */
  Picture picture() {
    List<Body[]> bodies = new ArrayList<>(chunks.size());
    for (Chunk chunk : chunks) {
      chunk.pictured = true;
      bodies.add(chunk.bodies);
    }
    return new Picture(bodies, headId, tailId);
  }

  /**
   * Messages {@code headId} up to but not including {@code tailId}.
   *
   * @param chunks shared with the queue, which writes only to slots from {@code tailId} on
   */
  record Picture(List<Body[]> chunks, long headId, long tailId) {

    long size() {
      return tailId - headId;
    }

    <E extends Exception> void forEach(Visitor<E> visitor) throws E {
      long firstChunk = headId / CHUNK_MESSAGES;
      for (long id = headId; id < tailId; id++) {
        visitor.accept(chunks.get((int) (id / CHUNK_MESSAGES - firstChunk))[slot(id)]);
      }
    }
  }

  private static int slot(long id) {
    return (int) (id % CHUNK_MESSAGES);
  }
}
