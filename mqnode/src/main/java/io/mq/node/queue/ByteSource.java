package io.mq.node.queue;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Gives bytes in pieces of any size.
 *
 * @param <E> what may go wrong with them
 */
@FunctionalInterface
public interface ByteSource<E extends Exception> {

  /** The next piece, or empty at the end. */
  Optional<ByteBuffer> next() throws E;
}
