package io.mq.node.storage;

import static io.mq.node.storage.StorageFixture.N1;
import static io.mq.node.storage.StorageFixture.SMALL;
import static io.mq.node.storage.StorageFixture.append;
import static io.mq.node.storage.StorageFixture.created;
import static io.mq.node.storage.StorageFixture.describe;
import static io.mq.node.storage.StorageFixture.entries;
import static io.mq.node.storage.StorageFixture.flip;
import static io.mq.node.storage.StorageFixture.hardState;
import static io.mq.node.storage.StorageFixture.offsetOf;
import static io.mq.node.storage.StorageFixture.openDamaged;
import static io.mq.node.storage.StorageFixture.openIntact;
import static io.mq.node.storage.StorageFixture.point;
import static io.mq.node.storage.StorageFixture.vote;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.raft.Entry;
import io.mq.node.raft.EntryKind;
import io.mq.node.raft.Frame;
import io.mq.node.raft.Output;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What no crash can leave: it is reported, never repaired in silence, and nothing is touched. */
final class DamageTest {

  private static final String FIRST = FileNames.segment(1);
  private static final String SECOND = FileNames.segment(2);

  /** Four batches: vote and 1..3, 4..6, vote and 7..9, 10..12; closed in peace. */
  private static MemoryDisk fourBatches() throws IOException {
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    append(log, vote(1, 2), entries(1, 1, 3));
    append(log, entries(1, 4, 6));
    append(log, vote(2, 3), entries(2, 7, 9));
    append(log, entries(2, 10, 12));
    log.close();
    return disk;
  }

  @Test
  void givenADamagedEntryInTheMiddle_whenOpened_thenWhatIsAroundItIsReported() throws IOException {
    MemoryDisk disk = fourBatches();
    int fifth = offsetOf(disk.bytes(FIRST), Entry.FRAME_TYPE, 4);
    flip(disk.bytes(FIRST), fifth + 30);
    byte[] before = disk.bytes(FIRST).clone();

    Recovered.Damaged found = openDamaged(disk);
    assertEquals(
        List.of(new Damage(FIRST, fifth, "a record of batch 2 cannot be read")), found.damages());
    assertEquals(new LogIndex(5), found.firstDamagedIndex());
    assertEquals("1/1 1/2 1/3 1/4", describe(found.before()));
    assertEquals("1/6 2/7 2/8 2/9 2/10 2/11 2/12", describe(found.behind()));
    assertEquals(hardState(2, 3), found.hardState());
    assertTrue(found.hardStateCertain());
    assertEquals(
        "the log is damaged in segment-0000000001.log at byte "
            + fifth
            + ": a record of batch 2 cannot be read, and the entries from index 5 on may be lost",
        found.describe());
    assertArrayEquals(before, disk.bytes(FIRST));
  }

  @Test
  void givenACrashWhileWhatIsLeftWasSaved_whenItIsSavedAgain_thenTheUnfinishedFileIsNoObstacle()
      throws IOException {
    MemoryDisk disk = fourBatches();
    int fifth = offsetOf(disk.bytes(FIRST), Entry.FRAME_TYPE, 4);
    flip(disk.bytes(FIRST), fifth + 30);
    long next = FileNames.segments(disk.list()).getLast() + 1;
    disk.create(FileNames.segment(next) + FileNames.TEMPORARY).close();
    openDamaged(disk);

    Recovered.Intact saved = LogSalvage.restart(disk, N1, SMALL, hardState(2, 3));
    assertEquals(hardState(2, 3), saved.hardState());
    assertEquals("", describe(saved.entries()));
  }

  @Test
  void
      givenACrashBeforeADamagedSegmentWasSetAside_whenItReadsRightAgain_thenItIsSetAsideAllTheSame()
          throws IOException {
    MemoryDisk disk = fourBatches();
    int fifth = offsetOf(disk.bytes(FIRST), Entry.FRAME_TYPE, 4);
    flip(disk.bytes(FIRST), fifth + 30);
    openDamaged(disk);
    LogSalvage.restart(disk, N1, SMALL, hardState(2, 3)).log().close();
    disk.rename("damaged-" + FIRST, FIRST);
    flip(disk.bytes(FIRST), fifth + 30);

    Recovered.Intact begun = openIntact(disk);
    assertEquals("", describe(begun.entries()));
    assertEquals(hardState(2, 3), begun.hardState());
    assertEquals(List.of("damaged-" + FIRST, "identity", SECOND), disk.list());
    append(begun.log(), entries(3, 1, 2));
    begun.log().close();
    assertEquals("3/1 3/2", describe(openIntact(disk).entries()));
  }

  @Test
  void givenADeletedPrefix_whenTheMarkBehindItRots_thenNoEntriesAreKeptThatFollowOnNothing()
      throws IOException {
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    for (int i = 1; i <= 100; i++) {
      append(log, entries(1, i, i));
    }
    log.writeMark(point(1, 95), true);
    log.force();
    log.deletePrefix(new LogIndex(95));
    append(log, vote(2, 3), entries(2, 101, 101));
    log.close();
    String last = disk.list().getLast();
    flip(disk.bytes(last), offsetOf(disk.bytes(last), RecordCodec.SNAPSHOT_MARK, 0) + 20);

    Recovered.Damaged found = openDamaged(disk);
    assertEquals(Optional.empty(), found.mark());
    assertEquals("", describe(found.before()));
    assertEquals(new LogIndex(1), found.firstDamagedIndex());
    Recovered.Intact saved = LogSalvage.restart(disk, N1, SMALL, found);
    assertEquals(hardState(2, 3), saved.hardState());
    assertEquals("", describe(saved.entries()));
  }

  @Test
  void givenADamagedLength_whenOpened_thenTheNextBatchIsFound() throws IOException {
    MemoryDisk disk = fourBatches();
    int fifth = offsetOf(disk.bytes(FIRST), Entry.FRAME_TYPE, 4);
    flip(disk.bytes(FIRST), fifth + 1);
    Recovered.Damaged found = openDamaged(disk);
    assertEquals("1/1 1/2 1/3 1/4", describe(found.before()));
    assertEquals("2/7 2/8 2/9 2/10 2/11 2/12", describe(found.behind()));
  }

  @Test
  void givenTheDamagedLastVote_whenOpened_thenTheHardStateIsOnlyALowerBound() throws IOException {
    MemoryDisk disk = fourBatches();
    int secondVote = offsetOf(disk.bytes(FIRST), RecordCodec.HARD_STATE, 1);
    flip(disk.bytes(FIRST), secondVote + 12);
    Recovered.Damaged found = openDamaged(disk);
    assertEquals(hardState(1, 2), found.hardState());
    assertFalse(found.hardStateCertain());
    assertEquals("1/1 1/2 1/3 1/4 1/5 1/6", describe(found.before()));
    assertEquals("2/7 2/8 2/9 2/10 2/11 2/12", describe(found.behind()));
  }

  @Test
  void givenADamagedStartOfABatch_whenOpened_thenItIsReported() throws IOException {
    MemoryDisk disk = fourBatches();
    int batch = offsetOf(disk.bytes(FIRST), RecordCodec.BATCH, 1);
    flip(disk.bytes(FIRST), batch + 9);
    Recovered.Damaged found = openDamaged(disk);
    assertEquals(batch, found.damages().getFirst().offset());
    assertEquals("1/1 1/2 1/3", describe(found.before()));
  }

  @Test
  void givenSectorsOfZerosInTheMiddle_whenOpened_thenTheLostWriteIsReported() throws IOException {
    MemoryDisk disk = fourBatches();
    int batch = offsetOf(disk.bytes(FIRST), RecordCodec.BATCH, 1);
    int end = offsetOf(disk.bytes(FIRST), RecordCodec.BATCH, 2);
    Arrays.fill(disk.bytes(FIRST), batch, end, (byte) 0);
    assertEquals(batch, openDamaged(disk).damages().getFirst().offset());
  }

  @Test
  void givenTwoDamagedPlaces_whenOpened_thenBothAreReported() throws IOException {
    MemoryDisk disk = fourBatches();
    flip(disk.bytes(FIRST), offsetOf(disk.bytes(FIRST), Entry.FRAME_TYPE, 1) + 30);
    flip(disk.bytes(FIRST), offsetOf(disk.bytes(FIRST), Entry.FRAME_TYPE, 7) + 30);
    Recovered.Damaged found = openDamaged(disk);
    assertEquals(2, found.damages().size());
    assertTrue(found.describe().contains("(and 1 more places)"), found.describe());
  }

  @Test
  void givenASealBehindTheLastBatch_whenThatBatchRots_thenItIsReported() throws IOException {
    MemoryDisk disk = fourBatches();
    flip(disk.bytes(FIRST), offsetOf(disk.bytes(FIRST), Entry.FRAME_TYPE, 10) + 30);
    Recovered.Damaged found = openDamaged(disk);
    assertEquals(new LogIndex(11), found.firstDamagedIndex());
    assertEquals("2/12", describe(found.behind()));
  }

  @Test
  void givenAnIdleNodeThatWasKilled_whenItsLastBatchRots_thenTheSealTells() throws IOException {
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    append(log, entries(1, 1, 3));
    log.sealIdle();
    log.sealIdle();
    disk.killProcess();
    flip(disk.bytes(FIRST), offsetOf(disk.bytes(FIRST), Entry.FRAME_TYPE, 1) + 30);
    assertEquals("1/1", describe(openDamaged(disk).before()));
  }

  @Test
  void givenNoSealYet_whenTheLastBatchRots_thenItCannotBeToldFromATornOne() throws IOException {
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    append(log, entries(1, 1, 3));
    append(log, entries(1, 4, 4));
    disk.killProcess();
    flip(disk.bytes(FIRST), offsetOf(disk.bytes(FIRST), Entry.FRAME_TYPE, 3) + 30);
    assertEquals("1/1 1/2 1/3", describe(openIntact(disk).entries()));
  }

  @Test
  void givenALaterSegment_whenTheLastBatchOfAnEarlierOneRots_thenItIsReported() throws IOException {
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    append(log, vote(1, 2), entries(1, 1, 40));
    append(log, entries(1, 41, 60));
    disk.killProcess();
    byte[] first = disk.bytes(FIRST);
    int seal = offsetOf(first, RecordCodec.SEAL, 0);
    Arrays.fill(first, seal, seal + RecordCodec.FENCE_BYTES, (byte) 0);
    flip(first, offsetOf(first, Entry.FRAME_TYPE, 39) + 30);
    Recovered.Damaged found = openDamaged(disk);
    assertEquals(39, found.before().size());
    assertEquals(20, found.behind().size());
    assertEquals(hardState(1, 2), found.hardState());
    assertTrue(found.hardStateCertain(), "the next segment's header repeats it");
  }

  @Test
  void givenADamagedSegmentHeader_whenOpened_thenItIsReported() throws IOException {
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    append(log, entries(1, 1, 40));
    append(log, entries(1, 41, 60));
    log.close();
    flip(disk.bytes(SECOND), 20);
    Recovered.Damaged found = openDamaged(disk);
    assertEquals(
        new Damage(SECOND, 0, "the segment's header cannot be read"), found.damages().getFirst());
    assertEquals(40, found.before().size());
    assertEquals(20, found.behind().size());
  }

  @Test
  void givenADamagedIdentityFile_whenOpened_thenItIsReported() throws IOException {
    MemoryDisk disk = fourBatches();
    flip(disk.bytes("identity"), 20);
    Recovered.Damaged found = openDamaged(disk);
    assertEquals(12, found.before().size());
    assertTrue(found.hardStateCertain());
  }

  @Test
  void givenAMessageThatHoldsACopyOfALog_whenItsBatchIsTorn_thenItIsStillOnlyATornTail()
      throws IOException {
    MemoryDisk other = new MemoryDisk();
    SegmentedLog.create(other, N1, SMALL, 0x777);
    SegmentedLog otherLog = openIntact(other).log();
    for (int i = 1; i <= 20; i++) {
      append(otherLog, entries(1, i, i));
    }
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    append(log, entries(1, 1, 1));
    Entry copy =
        Entry.of(
            new LogIndex(2),
            new Term(1),
            EntryKind.COMMAND,
            0,
            ByteBuffer.wrap(other.bytes(FIRST)));
    log.write(List.of(new Output.Write(1, Optional.empty(), List.of(copy))));
    disk.killProcess();
    String name = disk.list().getLast();
    flip(
        disk.bytes(name),
        offsetOf(disk.bytes(name), Entry.FRAME_TYPE, name.equals(FIRST) ? 1 : 0) + 40);
    assertEquals("1/1", describe(openIntact(disk).entries()));
  }

  private static LogRefusedException refused(Disk disk, Identity identity) {
    return assertThrows(LogRefusedException.class, () -> SegmentedLog.open(disk, identity, SMALL));
  }

  @Test
  void givenAMissingSegment_whenOpened_thenItIsRefused() throws IOException {
    for (int missing = 1; missing <= 3; missing++) {
      MemoryDisk disk = created();
      SegmentedLog log = openIntact(disk).log();
      append(log, entries(1, 1, 40));
      append(log, entries(1, 41, 80));
      append(log, entries(1, 81, 100));
      log.close();
      disk.remove(FileNames.segment(missing));
      LogRefusedException refused = refused(disk, N1);
      assertEquals(LogRefusedException.Reason.MISSING_FILES, refused.reason());
    }
  }

  @Test
  void givenNoSegmentsAtAll_whenOpened_thenTheyAreNotCreated() throws IOException {
    MemoryDisk disk = created();
    disk.remove(FIRST);
    LogRefusedException refused = refused(disk, N1);
    assertEquals(LogRefusedException.Reason.MISSING_FILES, refused.reason());
    assertEquals(
        "the data directory lacks all of its log segments; put the files back, or remove this node"
            + " from the cluster and let it join anew",
        refused.getMessage());
    assertEquals(List.of("identity"), disk.list());
  }

  @Test
  void givenDataWithoutAnIdentity_whenOpenedOrCreated_thenItIsRefused() throws IOException {
    MemoryDisk disk = fourBatches();
    disk.remove("identity");
    assertEquals(LogRefusedException.Reason.MISSING_FILES, refused(disk, N1).reason());
    assertThrows(LogRefusedException.class, () -> SegmentedLog.isCreated(disk));
    assertThrows(LogRefusedException.class, () -> SegmentedLog.create(disk, N1, SMALL, 1));
    assertEquals(List.of(FIRST), disk.list());
  }

  @Test
  void givenAnEmptyDirectory_whenOpened_thenItIsRefusedAndStaysEmpty() {
    MemoryDisk disk = new MemoryDisk();
    assertEquals(LogRefusedException.Reason.NOT_CREATED, refused(disk, N1).reason());
    assertEquals(List.of(), disk.list());
  }

  @Test
  void givenTheDirectoryOfAnotherClusterOrNode_whenOpened_thenASentenceSaysWhose()
      throws IOException {
    MemoryDisk disk = fourBatches();
    LogRefusedException cluster = refused(disk, new Identity("c-18", new NodeId(1)));
    assertEquals(LogRefusedException.Reason.OTHER_CLUSTER, cluster.reason());
    assertEquals(
        "the data directory belongs to node n1 of cluster c-17, and this is node n1 of cluster"
            + " c-18; choose the right directory",
        cluster.getMessage());
    LogRefusedException node = refused(disk, new Identity("c-17", new NodeId(2)));
    assertEquals(LogRefusedException.Reason.OTHER_NODE, node.reason());
  }

  @Test
  void givenASegmentOfAnotherLog_whenOpened_thenItIsRefused() throws IOException {
    MemoryDisk disk = fourBatches();
    MemoryDisk other = new MemoryDisk();
    SegmentedLog.create(other, N1, SMALL, 4711);
    disk.put(FIRST, other.bytes(FIRST));
    assertEquals(LogRefusedException.Reason.OTHER_NODE, refused(disk, N1).reason());
  }

  @Test
  void givenANewerFormat_whenOpened_thenItIsRefused() throws IOException {
    for (String name : List.of("identity", FIRST)) {
      MemoryDisk disk = fourBatches();
      byte[] bytes = disk.bytes(name);
      ByteBuffer frame = ByteBuffer.wrap(bytes);
      // The version stands behind the magic number; seal() makes the checksum right again.
      frame.putInt(Frame.HEADER_BYTES + 1 + 8, 2);
      Frame.seal(frame);
      LogRefusedException refused = refused(disk, N1);
      assertEquals(LogRefusedException.Reason.NEWER_FORMAT, refused.reason());
      assertEquals(
          "the data directory has format version 2, and this program reads versions up to 1; use"
              + " the newer program",
          refused.getMessage());
    }
  }
}
