package io.mq.node.queue;

import java.nio.ByteBuffer;

/**
 * Takes bytes in pieces.
 *
 * @param <E> what may go wrong with them
 */
@FunctionalInterface
public interface ByteSink<E extends Exception> {

  /** Takes the next piece, which is the receiver's own from now on. */
  void accept(ByteBuffer piece) throws E;
}
