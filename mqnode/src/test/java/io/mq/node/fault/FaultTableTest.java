package io.mq.node.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mq.shared.fault.Block;
import io.mq.shared.fault.Direction;
import io.mq.shared.fault.Drop;
import io.mq.shared.fault.FaultSpec;
import io.mq.shared.fault.FaultView;
import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class FaultTableTest {

  private static final NodeId N2 = new NodeId(2);
  private static final NodeId N3 = new NodeId(3);

  private final ManualTimers timers = new ManualTimers();
  private final List<String> log = new ArrayList<>();
  private final FaultTable table =
      new FaultTable(() -> new TreeSet<>(List.of(N2, N3)), timers, log::add);

  @Test
  void given_a_lease_when_it_ends_then_the_fault_is_lifted_without_being_asked() {
    List<String> changes = new ArrayList<>();
    table.onChange(() -> changes.add(table.list().size() + " in force"));
    table.add(List.of(block(10, N2, N3)));
    timers.passMillis(9);
    assertEquals(1, table.list().getFirst().remainingMillis());

    timers.passMillis(1);

    assertEquals(
        List.of("fault f1 on: block both n2 n3, for 10 ms", "fault f1 off: lease over"), log);
    assertEquals(List.of("1 in force", "0 in force"), changes);
    assertEquals(List.of(), table.list());
  }

  @Test
  void given_a_lease_that_is_renewed_then_the_same_fault_lasts_until_renewals_stop() {
    table.add(List.of(FaultSpec.network(new Drop(0.5), 10), block(10, N2)));
    List<ActiveFault> before = table.affecting(Direction.OUT, N3, Optional.empty());
    for (int i = 0; i < 5; i++) {
      timers.passMillis(8);
      assertEquals(10, table.renew(List.of("f1"), 10).getFirst().remainingMillis());
    }

    assertEquals(before, table.affecting(Direction.OUT, N3, Optional.empty()));
    assertEquals(List.of("f1"), table.list().stream().map(FaultView::id).toList());

    timers.passMillis(10);

    assertEquals("fault f1 off: lease over", log.getLast());
    assertEquals(List.of(), table.renew(List.of("f1", "f2"), 10));
    assertEquals(List.of(), table.list());
  }

  @Test
  void given_a_renewal_that_is_shorter_than_what_is_left_then_nothing_is_taken_away() {
    table.add(List.of(block(1_000, N2)));

    assertEquals(1_000, table.renew(List.of("f1"), 10).getFirst().remainingMillis());
  }

  @Test
  void given_two_faults_when_one_is_lifted_then_the_other_stays() {
    table.add(List.of(block(1000, N2), block(1000, N3)));

    assertEquals("f1", table.lift("f1").getFirst().id());
    assertEquals(List.of(), table.lift("f1"));
    assertEquals(List.of("f2"), table.list().stream().map(FaultView::id).toList());
    assertEquals(1, table.liftAll().size());
    assertEquals(List.of(), table.list());
  }

  @Test
  void given_a_fault_with_things_left_open_then_the_node_fills_them_in() {
    FaultView added =
        table.add(List.of(FaultSpec.network(new Drop(0.5), 100).with(Direction.OUT))).getFirst();

    assertEquals(new TreeSet<>(List.of(N2, N3)), added.spec().peers());
    assertEquals(
        "fault f1 on: drop 50% out n2 n3 seed "
            + added.spec().seed().orElseThrow()
            + ", for 100 ms",
        log.getFirst());
  }

  @Test
  void given_a_stranger_among_the_peers_then_nothing_is_added() {
    List<FaultSpec> specs = List.of(block(5, N2), block(5, new NodeId(4)));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> table.add(specs));

    assertEquals("peers must be among [n2, n3]; got n4", e.getMessage());
    assertEquals(List.of(), table.list());
  }

  @Test
  void given_a_full_table_then_one_more_is_refused_until_a_lease_ends() {
    for (int i = 0; i < FaultTable.MAX_FAULTS; i++) {
      table.add(List.of(block(5, N2)));
    }
    List<FaultSpec> more = List.of(block(5, N2));
    assertThrows(IllegalArgumentException.class, () -> table.add(more));

    timers.passMillis(5);
    table.add(more);

    assertEquals(1, table.list().size());
  }

  private static FaultSpec block(long leaseMillis, NodeId... peers) {
    return FaultSpec.network(new Block(), leaseMillis).between(List.of(peers));
  }
}
