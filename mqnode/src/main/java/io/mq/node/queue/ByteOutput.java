package io.mq.node.queue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes fields, big-endian, to a sink in pieces of 64 KiB. */
final class ByteOutput<E extends Exception> {

  private static final int PIECE_BYTES = 64 << 10;

  private final ByteSink<E> sink;
  private ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);

  ByteOutput(ByteSink<E> sink) {
    this.sink = sink;
  }

  void putByte(int value) throws E {
    room(1).put((byte) value);
  }

  void putInt(int value) throws E {
    room(Integer.BYTES).putInt(value);
  }

  void putLong(long value) throws E {
    room(Long.BYTES).putLong(value);
  }

  /** The length, then the bytes. */
  void putBytes(byte[] bytes) throws E {
    putInt(bytes.length);
    int done = 0;
    while (done < bytes.length) {
      ByteBuffer target = room(1);
      int count = Math.min(target.remaining(), bytes.length - done);
      target.put(bytes, done, count);
      done += count;
    }
  }

  void putText(String text) throws E {
    putBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Gives the last piece to the sink. */
  void end() throws E {
    if (piece.position() > 0) {
      sink.accept(piece.flip());
      piece = ByteBuffer.allocate(PIECE_BYTES);
    }
  }

  private ByteBuffer room(int bytes) throws E {
    if (piece.remaining() < bytes) {
      end();
    }
    return piece;
  }
}
