package io.mq.node.queue;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/** Bytes in memory as a source. */
final class Pieces implements ByteSource<RuntimeException> {

  private final ArrayDeque<ByteBuffer> left = new ArrayDeque<>();

  Pieces(List<ByteBuffer> pieces) {
    pieces.forEach(piece -> left.add(piece.slice()));
  }

  @Override
  public Optional<ByteBuffer> next() {
    return Optional.ofNullable(left.poll());
  }
}
