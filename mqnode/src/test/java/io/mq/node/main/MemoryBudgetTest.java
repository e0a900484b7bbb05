package io.mq.node.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.shared.config.NodeLimits;
import io.mq.shared.config.NodeSnapshots;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryBudgetTest {

  @ParameterizedTest
  @ValueSource(longs = {96, 256, 512, 768, 2048, 16_384})
  void all_shares_together_leave_a_tenth_of_any_heap_free(long heapMebibytes) {
    long heap = heapMebibytes << 20;

    MemoryBudget budget = MemoryBudget.of(heap, NodeLimits.DEFAULT, NodeSnapshots.DEFAULT);

    long sum =
        2 * budget.queueBytes()
            + 3L * budget.snapshots().everyBytes()
            + budget.uncommittedBytes()
            + budget.bodyBytes();
    assertTrue(sum <= 0.9 * (heap - (24 << 20)), sum + " of " + heap);
  }

  @Test
  void given_a_large_heap_then_snapshots_come_as_they_were_asked_for() {
    NodeSnapshots asked = new NodeSnapshots(1 << 20, 700);

    assertEquals(asked, MemoryBudget.of(1L << 30, NodeLimits.DEFAULT, asked).snapshots());
  }

  @Test
  void given_a_small_heap_then_snapshots_come_sooner_than_asked() {
    NodeSnapshots snapshots =
        MemoryBudget.of(96 << 20, NodeLimits.DEFAULT, NodeSnapshots.DEFAULT).snapshots();

    assertEquals(new NodeSnapshots(3 << 20, NodeSnapshots.DEFAULT.everyEntries()), snapshots);
  }

  @Test
  void given_large_bodies_then_at_least_two_of_them_fit() {
    NodeLimits limits = new NodeLimits(NodeLimits.MAX_BODY_BYTES, 10, 1_000);

    assertEquals(16 << 20, MemoryBudget.of(64 << 20, limits, NodeSnapshots.DEFAULT).bodyBytes());
  }
}
