package io.mq.node.storage;

import static io.mq.node.storage.StorageFixture.N1;
import static io.mq.node.storage.StorageFixture.SALT;
import static io.mq.node.storage.StorageFixture.SMALL;
import static io.mq.node.storage.StorageFixture.append;
import static io.mq.node.storage.StorageFixture.created;
import static io.mq.node.storage.StorageFixture.describe;
import static io.mq.node.storage.StorageFixture.entries;
import static io.mq.node.storage.StorageFixture.entry;
import static io.mq.node.storage.StorageFixture.flip;
import static io.mq.node.storage.StorageFixture.hardState;
import static io.mq.node.storage.StorageFixture.offsetOf;
import static io.mq.node.storage.StorageFixture.openIntact;
import static io.mq.node.storage.StorageFixture.vote;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.raft.Entry;
import io.mq.node.raft.Frame;
import io.mq.node.raft.Output;
import io.mq.shared.id.LogIndex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** One test for each thing that a crash may leave, in the order of the list in SegmentedLog. */
final class CrashLeftoverTest {

  private static final String FIRST = FileNames.segment(1);
  private static final String SECOND = FileNames.segment(2);

  /** Entries 1 and 2 forced, then a batch of 3 to 20 (two sectors and more) that never was. */
  private static MemoryDisk withUnforcedBatch() throws IOException {
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    append(log, vote(1, 2), entries(1, 1, 2));
    log.write(List.of(vote(2, 1), entries(2, 3, 20)));
    disk.killProcess();
    return disk;
  }

  private static void assertOnlyForcedEntries(MemoryDisk disk) throws IOException {
    Recovered.Intact found = openIntact(disk);
    assertEquals("1/1 1/2", describe(found.entries()));
    assertEquals(hardState(1, 2), found.hardState());
    assertTrue(found.cutBytes() > 0);
    assertEquals(found.log().last().value(), 2);
    found.log().close();
    assertEquals("1/1 1/2", describe(openIntact(disk).entries()));
  }

  @Test
  void givenATornRecordInTheLastBatch_whenOpened_thenTheBatchIsCut() throws IOException {
    MemoryDisk disk = withUnforcedBatch();
    byte[] bytes = disk.bytes(FIRST);
    int torn = offsetOf(bytes, Entry.FRAME_TYPE, 10);
    Arrays.fill(bytes, torn + 20, bytes.length, (byte) 0);
    assertOnlyForcedEntries(disk);
  }

  @Test
  void givenALastBatchCutByTheEndOfTheFile_whenOpened_thenTheBatchIsCut() throws IOException {
    MemoryDisk disk = withUnforcedBatch();
    byte[] bytes = disk.bytes(FIRST);
    int torn = offsetOf(bytes, Entry.FRAME_TYPE, 10);
    disk.put(FIRST, Arrays.copyOf(bytes, torn + 20));
    assertOnlyForcedEntries(disk);
  }

  @Test
  void givenSectorsOfTheLastBatchInAnotherOrder_whenOpened_thenTheBatchIsCut() throws IOException {
    MemoryDisk template = withUnforcedBatch();
    int start = offsetOf(template.bytes(FIRST), RecordCodec.BATCH, 1);
    // Each sector of the batch in turn is the one that did not reach the disk.
    for (int sector = start / 512; sector < (start + 1400) / 512; sector++) {
      MemoryDisk disk = template.copy();
      byte[] bytes = disk.bytes(FIRST);
      Arrays.fill(bytes, Math.max(start, sector * 512), (sector + 1) * 512, (byte) 0);
      assertOnlyForcedEntries(disk);
    }
  }

  @Test
  void givenOnlyTheLastSectorOfTheLastBatch_whenOpened_thenTheBatchIsCut() throws IOException {
    MemoryDisk disk = withUnforcedBatch();
    byte[] bytes = disk.bytes(FIRST);
    int start = offsetOf(bytes, RecordCodec.BATCH, 1);
    int lastEntry = offsetOf(bytes, Entry.FRAME_TYPE, 19);
    Arrays.fill(bytes, start, lastEntry / 512 * 512, (byte) 0);
    assertOnlyForcedEntries(disk);
  }

  @Test
  void givenACutTail_whenShorterBatchesFollow_thenNothingOfItComesBack() throws IOException {
    MemoryDisk template = withUnforcedBatch();
    int start = offsetOf(template.bytes(FIRST), RecordCodec.BATCH, 1);
    flip(template.bytes(FIRST), start + 200);
    // However long the next batch is, what stood behind it must be gone.
    for (int payload = 1; payload < 200; payload += 7) {
      MemoryDisk disk = template.copy();
      SegmentedLog log = openIntact(disk).log();
      append(
          log, new Output.Write(1, Optional.empty(), List.of(StorageFixture.entry(5, 3, payload))));
      disk.killProcess();
      Recovered.Intact found = openIntact(disk);
      assertEquals("1/1 1/2 5/3", describe(found.entries()));
      assertEquals(hardState(1, 2), found.hardState());
    }
  }

  @Test
  void givenACutTail_whenABatchOfTheSameShapeIsTornThere_thenTheTwoAreNeverMixed()
      throws IOException {
    // Frames of exactly one sector each, on the borders of sectors: the worst case.
    MemoryDisk template = created();
    int header = Frame.sizeAt(ByteBuffer.wrap(template.bytes(FIRST)), 0);
    int entryBytes = entry(1, 1, 0).sizeBytes();
    SegmentedLog first = openIntact(template).log();
    int padding = 1024 - header - 2 * RecordCodec.FENCE_BYTES - entryBytes;
    append(first, write(entry(1, 1, padding)));
    int full = 512 - entryBytes;
    first.write(List.of(write(entry(2, 2, full), entry(2, 3, full), entry(2, 4, full))));
    template.killProcess();
    flip(template.bytes(FIRST), offsetOf(template.bytes(FIRST), RecordCodec.BATCH, 1) + 20);
    for (int seed = 0; seed < 200; seed++) {
      MemoryDisk disk = template.copy();
      SegmentedLog log = openIntact(disk).log();
      log.write(List.of(write(entry(3, 2, full), entry(3, 3, full), entry(3, 4, full))));
      disk.crash(new SplittableRandom(seed));
      String found = describe(openIntact(disk).entries());
      assertTrue(List.of("1/1", "1/1 3/2 3/3 3/4").contains(found), found);
    }
  }

  private static Output.Write write(Entry... entries) {
    return new Output.Write(1, Optional.empty(), List.of(entries));
  }

  @Test
  void givenACrashWhileTheTailIsCut_whenOpenedAgain_thenItIsCutAllTheSame() throws IOException {
    MemoryDisk template = withUnforcedBatch();
    int start = offsetOf(template.bytes(FIRST), RecordCodec.BATCH, 1);
    flip(template.bytes(FIRST), start + 200);
    for (int seed = 0; seed < 50; seed++) {
      MemoryDisk disk = template.copy();
      disk.operationsUntilCrash = seed % 4;
      try {
        openIntact(disk).log().close();
      } catch (IOException crashed) {
        assertTrue(seed % 4 <= 3, crashed::toString);
      }
      disk.crash(new SplittableRandom(seed));
      assertEquals("1/1 1/2", describe(openIntact(disk).entries()));
    }
  }

  @Test
  void givenACompleteBatchWhoseForceIsUnknown_whenOpened_thenItIsKeptAndForced()
      throws IOException {
    MemoryDisk disk = withUnforcedBatch();
    assertEquals(20, openIntact(disk).entries().size());
    // From now on it may have been acknowledged, so not even a power cut may lose it.
    for (int seed = 0; seed < 20; seed++) {
      disk.crash(new SplittableRandom(seed));
      Recovered.Intact found = openIntact(disk);
      assertEquals(20, found.entries().size());
      assertEquals(hardState(2, 1), found.hardState());
    }
  }

  @Test
  void givenATornSeal_whenOpened_thenTheLogIsWhole() throws IOException {
    MemoryDisk template = created();
    SegmentedLog log = openIntact(template).log();
    append(log, entries(1, 1, 3));
    log.close();
    int seal = offsetOf(template.bytes(FIRST), RecordCodec.SEAL, 0);
    for (int cut = 0; cut < RecordCodec.FENCE_BYTES; cut++) {
      MemoryDisk disk = template.copy();
      Arrays.fill(disk.bytes(FIRST), seal + cut, seal + RecordCodec.FENCE_BYTES, (byte) 0);
      assertEquals("1/1 1/2 1/3", describe(openIntact(disk).entries()));
    }
  }

  @Test
  void givenASealHalfOverwrittenByTheNextBatch_whenOpened_thenThatBatchIsCut() throws IOException {
    MemoryDisk template = created();
    SegmentedLog log = openIntact(template).log();
    append(log, vote(1, 2), entries(1, 1, 2));
    log.sealIdle();
    int seal = offsetOf(template.bytes(FIRST), RecordCodec.SEAL, 0);
    byte[] sealed = template.bytes(FIRST).clone();
    log.write(List.of(entries(1, 3, 20)));
    template.killProcess();
    for (int kept = 1; kept <= RecordCodec.FENCE_BYTES; kept++) {
      MemoryDisk disk = template.copy();
      System.arraycopy(sealed, seal, disk.bytes(FIRST), seal, kept);
      String found = describe(openIntact(disk).entries());
      // Batch and seal begin alike, so for the first few bytes nothing has changed.
      assertTrue(found.equals("1/1 1/2") || kept <= 4, found);
    }
  }

  @Test
  void givenAHalfCreatedSegment_whenOpened_thenItIsDeleted() throws IOException {
    MemoryDisk disk = withUnforcedBatch();
    disk.put(SECOND + ".tmp", new byte[700]);
    disk.put("identity.tmp", new byte[3]);
    openIntact(disk).log().close();
    assertEquals(List.of("identity", FIRST), disk.list());
  }

  @Test
  void givenANewSegmentWithoutBatches_whenOpened_thenTheLogGoesOnInIt() throws IOException {
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    append(log, entries(1, 1, 40));
    // The roll to the second segment is complete, then the machine dies in the batch's write.
    disk.operationsUntilCrash = 7;
    assertThrows(LogFailedException.class, () -> log.write(List.of(entries(1, 41, 60))));
    byte[] second = disk.bytes(SECOND);
    int header = Frame.sizeAt(ByteBuffer.wrap(second), 0);
    disk.killProcess();
    Arrays.fill(second, header, second.length, (byte) 0);
    SegmentedLog again = openIntact(disk).log();
    append(again, entries(1, 41, 42));
    again.close();
    assertEquals(42, openIntact(disk).entries().size());
    assertEquals(List.of("identity", FIRST, SECOND), disk.list());
  }

  @Test
  void givenACrashAnywhereInARoll_whenOpened_thenNothingForcedIsLost() throws IOException {
    for (int operations = 0; operations < 12; operations++) {
      for (int seed = 0; seed < 30; seed++) {
        MemoryDisk disk = created();
        SegmentedLog log = openIntact(disk).log();
        append(log, vote(1, 3), entries(1, 1, 40));
        disk.operationsUntilCrash = operations;
        try {
          append(log, entries(1, 41, 60));
        } catch (LogFailedException crashed) {
          assertEquals(MemoryDisk.Crashed.class, crashed.getCause().getClass());
        }
        disk.crash(new SplittableRandom(seed));
        int found = openIntact(disk).entries().size();
        assertTrue(found == 40 || found == 60, () -> "found " + found);
      }
    }
  }

  @Test
  void givenAPredecessorWithoutItsLastSeal_whenOpened_thenTheLogIsWhole() throws IOException {
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    append(log, entries(1, 1, 40));
    append(log, entries(1, 41, 60));
    log.close();
    int seal = offsetOf(disk.bytes(FIRST), RecordCodec.SEAL, 0);
    Arrays.fill(disk.bytes(FIRST), seal + 3, seal + RecordCodec.FENCE_BYTES, (byte) 0x77);
    assertEquals(60, openIntact(disk).entries().size());
  }

  @Test
  void givenZerosBehindTheEnd_whenOpened_thenTheyMeanNothing() throws IOException {
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    append(log, entries(1, 1, 3));
    disk.killProcess();
    byte[] bytes = disk.bytes(FIRST);
    disk.put(FIRST, Arrays.copyOf(bytes, bytes.length + 5000));
    Recovered.Intact found = openIntact(disk);
    assertEquals("1/1 1/2 1/3", describe(found.entries()));
    assertEquals(0, found.cutBytes());
  }

  @Test
  void givenACrashAnywhereInCreation_whenCreatedAgain_thenItIsAsIfForTheFirstTime()
      throws IOException {
    for (int operations = 0; operations < 14; operations++) {
      for (int seed = 0; seed < 30; seed++) {
        MemoryDisk disk = new MemoryDisk();
        disk.operationsUntilCrash = operations;
        boolean finished = true;
        try {
          SegmentedLog.create(disk, N1, SMALL, SALT);
        } catch (MemoryDisk.Crashed crashed) {
          finished = false;
        }
        disk.crash(new SplittableRandom(seed));
        if (!SegmentedLog.isCreated(disk)) {
          assertFalse(finished);
          SegmentedLog.create(disk, N1, SMALL, SALT);
        }
        assertEquals(List.of(), openIntact(disk).entries());
        assertEquals(List.of("identity", FIRST), disk.list());
      }
    }
  }

  @Test
  void givenACrashAnywhereInDeletePrefix_whenOpened_thenTheLogIsWhole() throws IOException {
    for (int operations = 0; operations < 8; operations++) {
      for (int seed = 0; seed < 20; seed++) {
        MemoryDisk disk = created();
        SegmentedLog log = openIntact(disk).log();
        for (int i = 0; i < 6; i++) {
          append(log, entries(1, i * 40 + 1, i * 40 + 40));
        }
        log.writeMark(StorageFixture.point(1, 200), true);
        log.force();
        disk.operationsUntilCrash = operations;
        try {
          log.deletePrefix(new LogIndex(200));
        } catch (LogFailedException crashed) {
          assertEquals(MemoryDisk.Crashed.class, crashed.getCause().getClass());
        }
        disk.crash(new SplittableRandom(seed));
        Recovered.Intact found = openIntact(disk);
        assertEquals(201, found.entries().getFirst().index().value());
        assertEquals(40, found.entries().size());
      }
    }
  }
}
