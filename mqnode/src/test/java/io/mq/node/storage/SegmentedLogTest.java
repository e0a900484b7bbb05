package io.mq.node.storage;

import static io.mq.node.storage.StorageFixture.N1;
import static io.mq.node.storage.StorageFixture.SALT;
import static io.mq.node.storage.StorageFixture.SMALL;
import static io.mq.node.storage.StorageFixture.append;
import static io.mq.node.storage.StorageFixture.created;
import static io.mq.node.storage.StorageFixture.describe;
import static io.mq.node.storage.StorageFixture.entries;
import static io.mq.node.storage.StorageFixture.entry;
import static io.mq.node.storage.StorageFixture.hardState;
import static io.mq.node.storage.StorageFixture.openIntact;
import static io.mq.node.storage.StorageFixture.point;
import static io.mq.node.storage.StorageFixture.vote;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.raft.Configuration;
import io.mq.node.raft.HardState;
import io.mq.node.raft.Output;
import io.mq.node.raft.SnapshotPoint;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the log does while nothing goes wrong, and what it does when the disk refuses. */
final class SegmentedLogTest {

  @Test
  void givenANewDirectory_whenOpened_thenTheLogIsEmptyAndTheTermZero() throws IOException {
    Recovered.Intact found = openIntact(created());
    assertEquals(HardState.INITIAL, found.hardState());
    assertEquals(List.of(), found.entries());
    assertEquals(Optional.empty(), found.mark());
    assertEquals(LogIndex.ZERO, found.log().last());
    found.log().close();
  }

  @Test
  void givenEntriesAndVotes_whenReopened_thenTheyComeBackAsTheyWereWritten() throws IOException {
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    append(log, vote(1, 2), entries(1, 1, 3));
    append(log, vote(2, 3), entries(2, 4, 4));
    log.close();

    Recovered.Intact found = openIntact(disk);
    assertEquals(hardState(2, 3), found.hardState());
    assertEquals(List.of(entry(1, 1), entry(1, 2), entry(1, 3), entry(2, 4)), found.entries());
    assertEquals(0, found.cutBytes());
    assertEquals("the log is intact: 4 entries from index 1", found.describe());
    Configuration members = Configuration.of(List.of(new NodeId(1)));
    assertEquals(SnapshotPoint.initial(members), found.restored(members).snapshot());
  }

  @Test
  void givenSeveralWrites_whenWrittenTogether_thenOneForceCoversThem() throws IOException {
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    int before = disk.forces;
    append(log, vote(1, 1), entries(1, 1, 2), entries(1, 3, 5));
    log.force();
    assertEquals(before + 1, disk.forces);
    assertEquals(new LogIndex(5), log.last());
  }

  @Test
  void givenAConflict_whenAnEarlierIndexIsWritten_thenTheRestIsReplaced() throws IOException {
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    append(log, entries(1, 1, 6));
    append(log, entries(2, 3, 4));
    assertEquals(new LogIndex(4), log.last());
    append(log, entries(2, 5, 5));
    log.close();
    assertEquals("1/1 1/2 2/3 2/4 2/5", describe(openIntact(disk).entries()));
  }

  @Test
  void givenManyBatches_whenTheyFillSegments_thenTheLogGoesOnInTheNextOne() throws IOException {
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    for (int i = 1; i <= 200; i++) {
      append(log, vote(i, 1), entries(i, i, i));
    }
    assertTrue(disk.list().size() > 5, () -> "segments: " + disk.list());
    disk.list().forEach(name -> assertTrue(disk.bytes(name).length <= 4096 + 64, name));
    log.close();
    Recovered.Intact found = openIntact(disk);
    assertEquals(200, found.entries().size());
    assertEquals(hardState(200, 1), found.hardState());
  }

  @Test
  void givenABatchLargerThanASegment_whenWritten_thenItGetsASegmentOfItsOwn() throws IOException {
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    append(log, entries(1, 1, 1));
    append(log, new Output.Write(1, Optional.empty(), List.of(entry(1, 2, 20_000))));
    append(log, entries(1, 3, 3));
    log.close();
    assertEquals(
        List.of(
            "identity",
            "segment-0000000001.log",
            "segment-0000000002.log",
            "segment-0000000003.log"),
        disk.list());
    assertEquals(entry(1, 2, 20_000), openIntact(disk).entries().get(1));
  }

  @Test
  void givenWritesLargerThanASegmentTogether_whenWritten_thenTheyAreDividedBetweenWrites()
      throws IOException {
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    append(log, entries(1, 1, 40), vote(2, 1), entries(2, 41, 80), entries(2, 81, 120));
    log.close();
    assertEquals(4, disk.list().size());
    Recovered.Intact found = openIntact(disk);
    assertEquals(120, found.entries().size());
    assertEquals(hardState(2, 1), found.hardState());
  }

  @Test
  void givenAMark_whenThePrefixIsDeleted_thenOnlyWholeOldSegmentsGo() throws IOException {
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    for (int i = 1; i <= 200; i++) {
      append(log, vote(i, 2), entries(1, i, i));
    }
    log.writeMark(point(1, 150), true);
    log.force();
    log.deletePrefix(new LogIndex(150));
    assertEquals(
        List.of(
            "identity",
            "segment-0000000005.log",
            "segment-0000000006.log",
            "segment-0000000007.log"),
        disk.list());
    append(log, entries(1, 201, 201));
    log.close();

    Recovered.Intact found = openIntact(disk);
    assertEquals(Optional.of(point(1, 150)), found.mark());
    assertEquals(new LogIndex(151), found.entries().getFirst().index());
    assertEquals(51, found.entries().size());
    assertEquals(hardState(200, 2), found.hardState());
  }

  @Test
  void givenASnapshotFromTheLeader_whenTheSuffixIsDropped_thenTheLogStartsBehindIt()
      throws IOException {
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    append(log, vote(1, 1), entries(1, 1, 10));
    log.writeMark(point(3, 7), false);
    log.force();
    assertEquals(new LogIndex(7), log.last());
    append(log, entries(3, 8, 9));
    log.close();
    Recovered.Intact found = openIntact(disk);
    assertEquals("3/8 3/9", describe(found.entries()));
    assertEquals(hardState(1, 1), found.hardState());
  }

  @Test
  void givenAnOverwriteInALaterSegment_whenEarlierOnesAreDeleted_thenTheLogStaysWhole()
      throws IOException {
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    append(log, entries(1, 1, 40));
    append(log, entries(2, 30, 60));
    append(log, entries(2, 61, 100));
    log.writeMark(point(2, 95), true);
    log.force();
    log.deletePrefix(new LogIndex(95));
    log.close();
    assertEquals("2/96 2/97 2/98 2/99 2/100", describe(openIntact(disk).entries()));
  }

  @Test
  void givenEntriesThatDoNotFollow_whenWritten_thenTheyAreRefusedAndNothingIsWritten()
      throws IOException {
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    append(log, entries(1, 1, 2));
    assertThrows(IllegalArgumentException.class, () -> log.write(List.of(entries(1, 4, 4))));
    append(log, entries(1, 3, 3));
    log.close();
    assertEquals("1/1 1/2 1/3", describe(openIntact(disk).entries()));
  }

  @Test
  void givenAnUnforcedBatch_whenTheNextIsWritten_thenItIsRefused() throws IOException {
    SegmentedLog log = openIntact(created()).log();
    log.write(List.of(entries(1, 1, 1)));
    assertThrows(IllegalStateException.class, () -> log.write(List.of(entries(1, 2, 2))));
    assertThrows(IllegalStateException.class, log::sealIdle);
  }

  @Test
  void givenAForceThatFails_whenTriedAgain_thenTheLogRefusesForEver() throws IOException {
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    append(log, entries(1, 1, 1));
    log.write(List.of(entries(1, 2, 2)));
    disk.failForces = true;
    LogFailedException first = assertThrows(LogFailedException.class, log::force);
    disk.failForces = false;
    LogFailedException second = assertThrows(LogFailedException.class, log::force);
    assertSame(first.getCause(), second.getCause());
    assertThrows(LogFailedException.class, () -> log.write(List.of(entries(1, 2, 2))));
    assertThrows(LogFailedException.class, log::sealIdle);
    assertThrows(LogFailedException.class, () -> log.deletePrefix(LogIndex.ZERO));
    log.close();
  }

  @Test
  void givenAWriteThatFails_whenTriedAgain_thenTheLogRefusesForEver() throws IOException {
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    disk.failWrites = true;
    assertThrows(LogFailedException.class, () -> log.write(List.of(entries(1, 1, 1))));
    disk.failWrites = false;
    assertThrows(LogFailedException.class, () -> log.write(List.of(entries(1, 1, 1))));
    log.close();
    assertEquals(List.of(), openIntact(disk).entries());
  }

  @Test
  void givenAFullDisk_whenSpaceReturns_thenTheSameWriteSucceeds() throws IOException {
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    append(log, entries(1, 1, 1));
    disk.usable = 100;
    Output.Write large = entries(1, 2, 60);
    DiskFullException full = assertThrows(DiskFullException.class, () -> log.write(List.of(large)));
    assertTrue(full.getMessage().startsWith("the disk is full: "), full.getMessage());
    assertEquals(new LogIndex(1), log.last());
    append(log, entries(1, 2, 2));
    disk.usable = 1 << 30;
    append(log, large);
    log.close();
    assertEquals(60, openIntact(disk).entries().size());
  }

  @Test
  void givenADiskThatFillsUpWhileASegmentGrows_whenSpaceReturns_thenTheSameWriteSucceeds()
      throws IOException {
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    disk.failGrowing = true;
    Output.Write write = entries(1, 1, 20);
    DiskFullException full = assertThrows(DiskFullException.class, () -> log.write(List.of(write)));
    assertEquals("No space left on device", full.getSuppressed()[0].getMessage());
    assertEquals(1024, disk.bytes(FileNames.segment(1)).length);
    disk.failGrowing = false;
    append(log, write);
    log.close();
    assertEquals(20, openIntact(disk).entries().size());
  }

  @Test
  void givenADirectoryInUse_whenCreatedAgain_thenItIsRefused() throws IOException {
    MemoryDisk disk = created();
    assertTrue(SegmentedLog.isCreated(disk));
    LogRefusedException refused =
        assertThrows(LogRefusedException.class, () -> SegmentedLog.create(disk, N1, SMALL, SALT));
    assertEquals(LogRefusedException.Reason.ALREADY_CREATED, refused.reason());
  }
}
