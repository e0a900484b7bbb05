package io.mq.node.queue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Reads what {@link ByteOutput} wrote from a source that may cut it up anywhere. */
final class ByteInput<E extends Exception> {

  private final ByteSource<E> source;
  private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
  private ByteBuffer piece = ByteBuffer.allocate(0);

  ByteInput(ByteSource<E> source) {
    this.source = source;
  }

  int getByte() throws E, DamagedStateException {
    return number(1).get(0);
  }

  int getInt() throws E, DamagedStateException {
    return number(Integer.BYTES).getInt(0);
  }

  long getLong() throws E, DamagedStateException {
    return number(Long.BYTES).getLong(0);
  }

  /** The length of a list that follows. */
  int getCount() throws E, DamagedStateException {
    int count = getInt();
    if (count < 0) {
      throw new DamagedStateException("a list of " + count + " elements");
    }
    return count;
  }

  /** Never allocates much more than has really come. */
  byte[] getBytes() throws E, DamagedStateException {
    int length = getCount();
    byte[] bytes = new byte[0];
    int done = 0;
    while (done < length) {
      fill();
      int count = Math.min(piece.remaining(), length - done);
      if (bytes.length < done + count) {
        int grown = (int) Math.min(length, Math.max(2L * bytes.length, (long) done + count));
        bytes = Arrays.copyOf(bytes, grown);
      }
      piece.get(bytes, done, count);
      done += count;
    }
    return bytes;
  }

  String getText() throws E, DamagedStateException {
    return new String(getBytes(), StandardCharsets.UTF_8);
  }

  /** Whether nothing is left. */
  boolean isAtEnd() throws E {
    while (!piece.hasRemaining()) {
      Optional<ByteBuffer> next = source.next();
      if (next.isEmpty()) {
        return true;
      }
      piece = next.get();
    }
    return false;
  }

  private ByteBuffer number(int bytes) throws E, DamagedStateException {
    if (piece.remaining() >= bytes) {
      number.put(0, piece, piece.position(), bytes);
      piece.position(piece.position() + bytes);
      return number;
    }
    for (int i = 0; i < bytes; i++) {
      fill();
      number.put(i, piece.get());
    }
    return number;
  }

  private void fill() throws E, DamagedStateException {
    if (isAtEnd()) {
      throw new DamagedStateException("the state ends too early");
    }
  }
}
