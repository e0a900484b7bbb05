package io.mq.node.queue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Measures, with 1,000,000 messages of 100 bytes, a third of them on lease and 10,000 sessions, how
 * long {@link QueueState#freeze} stops the caller and how long writing and reading take. A program,
 * not a test: run it with the test class path.
 */
final class FreezeMeasurement {

  private static final int MESSAGES = 1_000_000;
  private static final int ROUNDS = 20;

  private FreezeMeasurement() {}

  public static void main(String[] args) throws DamagedStateException {
    QueueState state = filled();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    List<Long> nanos = new ArrayList<>();
    long cpuBefore = threads.getCurrentThreadCpuTime();
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      FrozenState frozen = state.freeze();
      nanos.add(System.nanoTime() - start);
      check(frozen.stateHash() == state.stateHash());
      state.apply(new Command.Get("t", 1), 100 + round, 0); // makes a chunk be copied
    }
    double cpuMillis = (threads.getCurrentThreadCpuTime() - cpuBefore) / 1e6 / ROUNDS;
    System.out.printf(
        Locale.ROOT, "freeze: CPU %.2f ms each, first %.2f ms", cpuMillis, nanos.getFirst() / 1e6);
    Collections.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        ", median %.2f ms, longest %.2f ms%n",
        nanos.get(ROUNDS / 2) / 1e6,
        nanos.getLast() / 1e6);

    for (int round = 0; round < 3; round++) {
      long start = System.nanoTime();
      List<ByteBuffer> pieces = new ArrayList<>();
      state.freeze().<RuntimeException>writeTo(pieces::add);
      long written = System.nanoTime();
      QueueState restored = QueueState.restore(new Pieces(pieces));
      long read = System.nanoTime();
      check(restored.stateHash() == state.stateHash());
      long bytes = pieces.stream().mapToLong(ByteBuffer::limit).sum();
      System.out.printf(
          Locale.ROOT,
          "%,d bytes: written in %.0f ms, restored in %.0f ms%n",
          bytes,
          (written - start) / 1e6,
          (read - written) / 1e6);
    }
  }

  private static QueueState filled() {
    QueueState state = new QueueState();
    long index = 1;
    state.apply(new Command.CreateTopic("t"), index, 0);
    for (int i = 0; i < 10_000; i++) {
      index++;
      state.apply(new Command.OpenSession(100_000), index, 0);
      long session = index;
      for (int sequence = 1; sequence <= 16; sequence++) {
        index++;
        state.apply(new Command.InSession(session, sequence, new Command.Get("t", 1)), index, 0);
      }
    }
    for (int i = 0; i < MESSAGES / 100; i++) {
      index++;
      List<Body> bodies = new ArrayList<>();
      for (int j = 0; j < 100; j++) {
        bodies.add(Body.of(new byte[100]));
      }
      state.apply(new Command.Put("t", bodies), index, 0);
    }
    for (int i = 0; i < MESSAGES / 3 / 10_000; i++) {
      state.apply(new Command.Lease("t", 10_000, 60_000), index + 2 + i, 0);
    }
    return state;
  }

  private static void check(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("the hashes differ");
    }
  }
}
