package io.mq.node.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mq.node.fault.Fault.Direction;
import io.mq.node.runtime.LinkEvents;
import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class FaultTableTest {

  private static final NodeId N2 = new NodeId(2);
  private static final NodeId N3 = new NodeId(3);

  private long nowNanos = Long.MAX_VALUE - 5_000_000; // wraps, as System.nanoTime may
  private final List<String> log = new ArrayList<>();
  private final FaultTable table = new FaultTable(() -> nowNanos, log::add);
  private final List<String> seen = new ArrayList<>();
  private final FaultyLinks links =
      new FaultyLinks(table, (to, message) -> seen.add("to " + to + " " + message.remaining()));
  private final LinkEvents incoming =
      links.incoming(
          new LinkEvents() {
            @Override
            public void received(NodeId from, ByteBuffer message) {
              seen.add("from " + from + " " + message.remaining());
            }

            @Override
            public void linkUp(NodeId peer) {
              seen.add("up " + peer);
            }

            @Override
            public void linkDown(NodeId peer) {
              seen.add("down " + peer);
            }
          });

  @Test
  void given_no_fault_then_everything_passes() {
    exchangeWithBoth();

    assertEquals(List.of("to n2 1", "to n3 1", "from n2 1", "from n3 1", "up n2", "down n2"), seen);
  }

  @Test
  void given_a_block_both_ways_then_only_that_peer_is_cut_off_and_links_stay_up() {
    add(Direction.BOTH, 1000, N2);

    exchangeWithBoth();

    assertEquals(List.of("to n3 1", "from n3 1", "up n2", "down n2"), seen);
  }

  @Test
  void given_a_block_one_way_then_the_other_way_is_open() {
    add(Direction.IN, 1000, N2);
    add(Direction.OUT, 1000, N3);

    exchangeWithBoth();

    assertEquals(List.of("to n2 1", "from n3 1", "up n2", "down n2"), seen);
  }

  @Test
  void given_a_lease_when_it_ends_then_the_fault_is_lifted_alone() {
    add(Direction.BOTH, 10, N2, N3);
    passMillis(9);
    exchangeWithBoth();
    assertEquals(List.of("up n2", "down n2"), seen);
    assertEquals(1, table.list().getFirst().remainingMillis());

    passMillis(1);
    seen.clear();
    exchangeWithBoth();

    assertEquals(6, seen.size());
    assertEquals(List.of(), table.list());
    assertEquals(
        List.of("fault f1 on: block both n2 n3, for 10 ms", "fault f1 off: lease over"), log);
  }

  @Test
  void given_two_faults_when_one_is_lifted_then_the_other_stays() {
    add(Direction.BOTH, 1000, N2);
    add(Direction.BOTH, 1000, N3);

    assertEquals("f1", table.lift("f1").getFirst().id());
    assertEquals(List.of(), table.lift("f1"));
    exchangeWithBoth();

    assertEquals(List.of("to n2 1", "from n2 1", "up n2", "down n2"), seen);
    assertEquals(1, table.liftAll().size());
    assertEquals(List.of(), table.list());
  }

  @Test
  void given_a_lease_out_of_range_then_nothing_is_added() {
    FaultTable.Request fine = request(Direction.IN, 5, N2);
    for (long lease : new long[] {0, -1, FaultTable.MAX_LEASE_MILLIS + 1}) {
      List<FaultTable.Request> requests = List.of(fine, request(Direction.IN, lease, N2));
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> table.add(requests));
      assertEquals("leaseMillis must be 1 to 3600000; got " + lease, e.getMessage());
    }
    assertEquals(List.of(), table.list());
  }

  @Test
  void given_a_full_table_then_one_more_is_refused() {
    for (int i = 0; i < FaultTable.MAX_FAULTS; i++) {
      add(Direction.IN, 5, N2);
    }
    assertThrows(IllegalArgumentException.class, () -> add(Direction.IN, 5, N2));

    passMillis(5);
    add(Direction.IN, 5, N2);

    assertEquals(1, table.list().size());
  }

  private void exchangeWithBoth() {
    links.send(N2, ByteBuffer.allocate(1));
    links.send(N3, ByteBuffer.allocate(1));
    incoming.received(N2, ByteBuffer.allocate(1));
    incoming.received(N3, ByteBuffer.allocate(1));
    incoming.linkUp(N2);
    incoming.linkDown(N2);
  }

  private void add(Direction direction, long leaseMillis, NodeId... peers) {
    table.add(List.of(request(direction, leaseMillis, peers)));
  }

  private static FaultTable.Request request(
      Direction direction, long leaseMillis, NodeId... peers) {
    return new FaultTable.Request(new Block(direction, new TreeSet<>(List.of(peers))), leaseMillis);
  }

  private void passMillis(long millis) {
    nowNanos += millis * 1_000_000;
  }
}
