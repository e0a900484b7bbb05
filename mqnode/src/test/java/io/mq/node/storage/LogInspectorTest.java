package io.mq.node.storage;

import static io.mq.node.storage.StorageFixture.N1;
import static io.mq.node.storage.StorageFixture.SMALL;
import static io.mq.node.storage.StorageFixture.append;
import static io.mq.node.storage.StorageFixture.created;
import static io.mq.node.storage.StorageFixture.entries;
import static io.mq.node.storage.StorageFixture.flip;
import static io.mq.node.storage.StorageFixture.offsetOf;
import static io.mq.node.storage.StorageFixture.openIntact;
import static io.mq.node.storage.StorageFixture.point;
import static io.mq.node.storage.StorageFixture.utf8;
import static io.mq.node.storage.StorageFixture.vote;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.raft.Entry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** What people see of a data directory. */
final class LogInspectorTest {

  private static MemoryDisk example() throws IOException {
    MemoryDisk disk = created();
    SegmentedLog log = openIntact(disk).log();
    append(log, vote(1, 2), entries(1, 1, 2));
    append(log, entries(1, 3, 3));
    try (SnapshotWriter writer = SnapshotStore.open(disk, N1, SMALL).begin(point(1, 2))) {
      writer.write(utf8("state"));
      writer.commit();
    }
    log.writeMark(point(1, 2), true);
    log.close();
    return disk;
  }

  private static String inspect(MemoryDisk disk, boolean everyRecord, boolean intact)
      throws IOException {
    StringWriter text = new StringWriter();
    assertEquals(intact, LogInspector.inspect(disk, everyRecord, new PrintWriter(text)));
    return text.toString();
  }

  @Test
  void givenAnIntactDirectory_whenInspected_thenEveryFileHasItsLine() throws IOException {
    assertEquals(
        """
        directory of node n1 of cluster c-17
        segment-0000000001.log: 527 of 1024 bytes used, batches up to 3, entries up to 3
        hard state t1 vote n2
        log starts behind 1/2
        entries 1/3 to 1/3
        snapshot-0000000000000000002.snap: 1/2, 5 bytes, voters [n1, n2, n3]
        """,
        inspect(example(), false, true));
  }

  @Test
  void givenEveryRecord_whenInspected_thenEachHasItsOffset() throws IOException {
    String text = inspect(example(), true, true);
    assertTrue(
        text.startsWith(
            """
            segment-0000000001.log
                     0 header of segment 1, behind index 0, batch 0, hard state t0 no vote
            """),
        text);
    assertTrue(text.contains(" batch 1 of 3 records\n"), text);
    assertTrue(text.contains(" hard state t1 vote n2\n"), text);
    assertTrue(text.contains(" entry 1/2 command 40 bytes\n"), text);
    assertTrue(text.contains(" mark 1/2\n"), text);
  }

  @Test
  void givenDamage_whenInspected_thenItIsNamedAndNothingIsChanged() throws IOException {
    MemoryDisk disk = example();
    String segment = FileNames.segment(1);
    int second = offsetOf(disk.bytes(segment), Entry.FRAME_TYPE, 1);
    flip(disk.bytes(segment), second + 30);
    byte[] before = disk.bytes(segment).clone();
    String text = inspect(disk, false, false);
    assertTrue(
        text.startsWith("DAMAGED " + segment + " at byte " + second + ": a record of batch 1"),
        text);
    assertTrue(text.contains("hard state t1 vote n2 (or later)\n"), text);
    assertTrue(text.contains("behind the damage: 1 entries can still be read\n"), text);
    assertArrayEquals(before, disk.bytes(segment));
  }

  @Test
  void givenADamagedSnapshot_whenInspected_thenItIsNamed() throws IOException {
    MemoryDisk disk = example();
    String name = disk.list().getLast();
    byte[] bytes = disk.bytes(name);
    flip(bytes, bytes.length - SnapshotFormat.END_BYTES - 2);
    String text = inspect(disk, false, false);
    assertTrue(text.contains("DAMAGED " + name + " at byte "), text);
    assertFalse(text.contains("voters"), text);
  }

  @Test
  void givenNoDataDirectory_whenInspected_thenItIsRefused() {
    LogRefusedException refused =
        assertThrows(LogRefusedException.class, () -> inspect(new MemoryDisk(), false, true));
    assertEquals(LogRefusedException.Reason.NOT_CREATED, refused.reason());
  }
}
