package io.mq.node.storage;

import static io.mq.node.storage.StorageFixture.N1;
import static io.mq.node.storage.StorageFixture.SALT;
import static io.mq.node.storage.StorageFixture.SMALL;
import static io.mq.node.storage.StorageFixture.entry;
import static io.mq.node.storage.StorageFixture.hardState;
import static io.mq.node.storage.StorageFixture.point;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.raft.Entry;
import io.mq.node.raft.Frame;
import io.mq.node.raft.HardState;
import io.mq.node.raft.Output;
import io.mq.node.raft.SnapshotPoint;
import io.mq.shared.id.LogIndex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random writes with crashes at random points: whatever sectors survive, the log comes back as it
 * was after some batch, and never after an earlier one than the last that was forced. And a flipped
 * bit is never taken for a torn tail where something later proves it.
 */
final class RandomCrashTest {

  /** What a log must hold; the slow twin: a list. */
  private record Model(HardState hardState, Optional<SnapshotPoint> mark, List<Entry> entries) {
    static final Model EMPTY = new Model(HardState.INITIAL, Optional.empty(), List.of());

    long start() {
      return mark.map(point -> point.index().value()).orElse(0L);
    }

    long last() {
      return start() + entries.size();
    }

    Model with(HardState next) {
      return new Model(next, mark, entries);
    }

    Model with(List<Entry> more) {
      int keep = (int) (more.getFirst().index().value() - start() - 1);
      List<Entry> all = new ArrayList<>(entries.subList(0, keep));
      all.addAll(more);
      return new Model(hardState, mark, all);
    }

    Model with(SnapshotPoint next, boolean keepsSuffix) {
      int covered = (int) (next.index().value() - start());
      List<Entry> rest = keepsSuffix ? entries.subList(covered, entries.size()) : List.of();
      return new Model(hardState, Optional.of(next), List.copyOf(rest));
    }

    static Model of(Recovered.Intact found) {
      return new Model(found.hardState(), found.mark(), found.entries());
    }
  }

  /** One life after the other of a node on one disk. */
  private static final class History {
    final SplittableRandom random;
    final MemoryDisk disk = new MemoryDisk();

    /** The states after each batch that may have survived; the first one is durable. */
    final List<Model> possible = new ArrayList<>(List.of(Model.EMPTY));

    long term = 1;

    History(long seed) throws IOException {
      random = new SplittableRandom(seed);
      SegmentedLog.create(disk, N1, SMALL, SALT);
    }

    void live(int steps, int crashWithin) {
      disk.operationsUntilCrash = crashWithin < 0 ? -1 : random.nextInt(crashWithin);
      try (SegmentedLog log = recover()) {
        for (int i = 0; i < steps; i++) {
          step(log);
        }
        if (random.nextBoolean()) {
          throw new MemoryDisk.Crashed();
        }
      } catch (IOException crashed) {
        assertTrue(crashed instanceof LogFailedException || crashed instanceof MemoryDisk.Crashed);
      }
      if (random.nextInt(4) == 0) {
        disk.killProcess();
      } else {
        disk.crash(random.split());
      }
    }

    SegmentedLog recover() throws IOException {
      Recovered found = SegmentedLog.open(disk, N1, SMALL);
      assertTrue(found instanceof Recovered.Intact, found::describe);
      Model model = Model.of((Recovered.Intact) found);
      assertTrue(
          possible.contains(model), () -> "none of the possible states: " + found.describe());
      possible.clear();
      possible.add(model);
      return ((Recovered.Intact) found).log();
    }

    void step(SegmentedLog log) throws IOException {
      Model before = possible.getLast();
      switch (random.nextInt(12)) {
        case 0 -> log.sealIdle();
        case 1 -> {
          if (before.last() > before.start()) {
            long index = random.nextLong(before.start() + 1, before.last() + 1);
            SnapshotPoint point = point(term, index);
            boolean keepsSuffix = random.nextInt(3) > 0;
            possible.add(before.with(point, keepsSuffix));
            log.writeMark(point, keepsSuffix);
            force(log);
          }
        }
        case 2 -> log.deletePrefix(new LogIndex(before.start()));
        default -> {
          List<Output.Write> writes = new ArrayList<>();
          List<Model> states = new ArrayList<>(List.of(before));
          for (int i = random.nextInt(1, 4); i > 0; i--) {
            states.add(addWrite(writes, states.getLast()));
          }
          // Only what is larger than a segment is divided, and only between writes.
          possible.addAll(
              sizeOf(writes) > SMALL.segmentBytes() ? states : states.reversed().subList(0, 1));
          log.write(writes);
          force(log);
        }
      }
    }

    private static long sizeOf(List<Output.Write> writes) {
      return writes.stream()
          .flatMap(write -> write.entries().stream())
          .mapToLong(Entry::sizeBytes)
          .sum();
    }

    private Model addWrite(List<Output.Write> writes, Model before) {
      Model after = before;
      Optional<HardState> next = Optional.empty();
      if (random.nextInt(3) == 0) {
        term++;
        next = Optional.of(hardState(term, random.nextInt(1, 4)));
        after = after.with(next.get());
      }
      List<Entry> entries = new ArrayList<>();
      if (random.nextInt(5) > 0) {
        long first =
            random.nextInt(4) == 0
                ? random.nextLong(after.start() + 1, after.last() + 2)
                : after.last() + 1;
        int payload = random.nextInt(20) == 0 ? 3000 : random.nextInt(300);
        for (int i = random.nextInt(1, 6); i > 0; i--) {
          entries.add(entry(term, first++, payload));
        }
        after = after.with(entries);
      }
      writes.add(new Output.Write(1, next, entries));
      return after;
    }

    private void force(SegmentedLog log) throws IOException {
      log.force();
      Model durable = possible.getLast();
      possible.clear();
      possible.add(durable);
    }
  }

  @Test
  void givenCrashesAtRandomPoints_whenReopened_thenEveryForcedBatchIsThereAndNoneIsMixed()
      throws IOException {
    for (int seed = 0; seed < 400; seed++) {
      History history = new History(seed);
      for (int life = 0; life < 12; life++) {
        history.live(20, 60);
      }
      history.disk.operationsUntilCrash = -1;
      history.recover().close();
    }
  }

  @Test
  void givenARandomBitFlip_whenOpened_thenForcedDataIsReportedAsDamagedAndNeverCut()
      throws IOException {
    int reported = 0;
    for (int seed = 0; seed < 150; seed++) {
      History history = new History(seed);
      history.live(40, -1);
      history.recover().close();
      Model whole = history.possible.getFirst();
      for (int flip = 0; flip < 12; flip++) {
        MemoryDisk disk = history.disk.copy();
        List<String> names = disk.list();
        String name = names.get(history.random.nextInt(names.size()));
        byte[] bytes = disk.bytes(name);
        int at = history.random.nextInt(bytes.length);
        boolean matters = at < usedBytes(bytes);
        bytes[at] ^= (byte) (1 << history.random.nextInt(8));
        byte[] damaged = bytes.clone();
        switch (SegmentedLog.open(disk, N1, SMALL)) {
          case Recovered.Intact intact -> {
            assertFalse(matters, () -> "not reported: " + name + " at byte " + at);
            assertEquals(whole, Model.of(intact));
          }
          case Recovered.Damaged found -> {
            assertTrue(matters, found::describe);
            assertEquals(name, found.damages().getFirst().file());
            assertEquals(ByteBuffer.wrap(damaged), ByteBuffer.wrap(disk.bytes(name)));
            reported++;
          }
        }
      }
    }
    assertTrue(reported > 300, "only " + reported + " flips hit anything");
  }

  /** Where the last record that matters ends: a batch's, a header's, or an owner's. */
  private static int usedBytes(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int at = 0;
    while (Frame.isValidAt(bytes, at) && Frame.typeAt(bytes, at) != RecordCodec.SEAL) {
      at += Frame.sizeAt(bytes, at);
    }
    return at;
  }
}
