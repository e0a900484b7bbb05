package io.mq.node.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.raft.Entry;
import io.mq.node.raft.EntryKind;
import io.mq.node.raft.RaftStatus.FollowerStatus;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogCompactionTest {

  private static final NodeId N2 = new NodeId(2);

  private final LogCompaction compaction =
      new LogCompaction(new SnapshotSettings(1_000, 100), LogIndex.ZERO);

  @Test
  void a_snapshot_is_due_after_so_many_entries_or_so_many_bytes() {
    assertFalse(compaction.isDue(index(99), 1));
    assertTrue(compaction.isDue(index(100), 1));

    compaction.applied(
        Entry.of(index(1), new Term(1), EntryKind.COMMAND, 0, ByteBuffer.allocate(1_000)));
    assertTrue(compaction.isDue(index(1), 1));
  }

  @Test
  void one_snapshot_is_taken_at_a_time_and_one_without_room_is_tried_again_later() {
    compaction.begun();
    assertFalse(compaction.isDue(index(500), 1));

    compaction.failed(1);
    assertFalse(compaction.isDue(index(500), 1_000));
    assertTrue(compaction.isDue(index(500), 1_001));
  }

  @Test
  void a_snapshot_overtaken_by_an_installed_one_is_of_no_use() {
    compaction.begun();
    compaction.installed(index(200));

    assertFalse(compaction.finished(index(150)));
    assertFalse(compaction.isDue(index(299), 1));
    assertTrue(compaction.isDue(index(300), 1));
  }

  @Test
  void what_a_follower_close_behind_lacks_is_kept_and_what_a_silent_one_lacks_is_not() {
    compaction.finished(index(100));
    compaction.finished(index(200));

    assertEquals(index(150), compaction.upTo(List.of(follower(150, true))));
    assertEquals(index(200), compaction.upTo(List.of(follower(150, false))));
  }

  @Test
  void a_follower_further_behind_than_two_snapshots_holds_nothing_back() {
    for (int i = 1; i <= 3; i++) {
      compaction.finished(index(100L * i));
    }

    assertEquals(index(100), compaction.upTo(List.of(follower(100, true))));
    assertEquals(index(300), compaction.upTo(List.of(follower(99, true))));
  }

  @Test
  void what_follows_on_a_snapshot_being_sent_is_kept_until_it_has_arrived_or_failed() {
    compaction.finished(index(50));
    compaction.finished(index(100));
    compaction.sendingBegun(N2);
    compaction.finished(index(200));

    assertEquals(index(100), compaction.upTo(List.of(follower(0, false))));
    assertEquals(index(120), compaction.upTo(List.of(follower(120, true))));
    assertEquals(index(200), compaction.upTo(List.of(follower(0, true))), "it has arrived");

    compaction.sendingBegun(N2);
    compaction.finished(index(250));
    assertEquals(index(200), compaction.upTo(List.of(follower(0, true))));
    compaction.sendingFailed(N2);
    assertEquals(index(250), compaction.upTo(List.of(follower(0, true))));
  }

  private static FollowerStatus follower(long match, boolean active) {
    return new FollowerStatus(N2, index(match), index(match + 1), "replicate", 0, active, false);
  }

  private static LogIndex index(long value) {
    return new LogIndex(value);
  }
}
