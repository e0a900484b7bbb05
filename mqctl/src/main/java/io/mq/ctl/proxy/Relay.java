package io.mq.ctl.proxy;

import io.mq.ctl.proxy.Passage.Fate;
import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One direction of one connection. A thread reads, another writes, and between them at most {@value
 * #MOST_PIECES} pieces wait for their time; while there are as many the reader waits, and with it,
 * as TCP has it, the sender.
 */
final class Relay {

  private static final int PIECE_BYTES = 16 * 1024;
  private static final int MOST_PIECES = 16;
  private static final ByteBuffer END = ByteBuffer.allocate(0);

  private record Piece(ByteBuffer bytes, long dueNanos) {}

  private final NodeId from;
  private final NodeId to;
  private final FaultBook faults;
  private final BlockingQueue<Piece> waiting = new ArrayBlockingQueue<>(MOST_PIECES);
  private long freeNanos = System.nanoTime();
  private boolean mute;

  Relay(NodeId from, NodeId to, FaultBook faults) {
    this.from = from;
    this.to = to;
    this.faults = faults;
  }

  /**
   * Reads until the sender ends its side.
   *
   * @return false if the connection is to break off: by a fault, or because the sender gave up
   *     while nothing passes, so that nobody waits any more for what is held back
   */
  boolean read(InputStream in) throws IOException, InterruptedException {
    byte[] buffer = new byte[PIECE_BYTES];
    while (true) {
      int count = in.read(buffer);
      Passage passage = faults.draw(from, to);
      if (passage.fate() == Fate.RESET || (count < 0 && (passage.blocked() || mute))) {
        return false;
      }
      mute |= passage.fate() == Fate.LOST;
      if (mute) {
        continue;
      }
      ByteBuffer bytes = count < 0 ? END : ByteBuffer.wrap(Arrays.copyOf(buffer, count));
      waiting.put(new Piece(bytes, due(bytes.remaining(), passage)));
      if (count < 0) {
        return true;
      }
    }
  }

  private long due(int bytes, Passage passage) {
    long now = System.nanoTime();
    if (passage.bytesPerSecond() > 0) {
      long takes = TimeUnit.SECONDS.toNanos(bytes) / passage.bytesPerSecond();
      freeNanos = Math.max(freeNanos - now, 0) + now + takes;
      now = freeNanos;
    }
    return now + TimeUnit.MILLISECONDS.toNanos(passage.delayMillis());
  }

  /** Writes each piece when it is due and may pass, until the end of the stream. */
  void write(OutputStream out) throws IOException, InterruptedException {
    while (true) {
      Piece piece = waiting.take();
      long early = piece.dueNanos() - System.nanoTime();
      if (early > 0) {
        TimeUnit.NANOSECONDS.sleep(early);
      }
      faults.awaitOpen(from, to);
      if (!piece.bytes().hasRemaining()) {
        return;
      }
      out.write(piece.bytes().array());
    }
  }
}
