package io.mq.node.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.codec.MessageCodec;
import io.mq.node.raft.Message;
import io.mq.node.runtime.LinkEvents;
import io.mq.shared.fault.Bandwidth;
import io.mq.shared.fault.Block;
import io.mq.shared.fault.Delay;
import io.mq.shared.fault.Direction;
import io.mq.shared.fault.Drop;
import io.mq.shared.fault.Duplicate;
import io.mq.shared.fault.FaultSpec;
import io.mq.shared.fault.MessageType;
import io.mq.shared.fault.NetworkEffect;
import io.mq.shared.fault.Reorder;
import io.mq.shared.fault.Reset;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What each network fault does to messages; n1 talks with n2 and n3. */
final class FaultyLinksTest {

  private static final NodeId N2 = new NodeId(2);
  private static final NodeId N3 = new NodeId(3);
  private static final long LEASE = 10_000;

  private final ManualTimers timers = new ManualTimers();
  private final FaultTable table =
      new FaultTable(() -> new TreeSet<>(List.of(N2, N3)), timers, line -> {});
  private final List<String> seen = new ArrayList<>();
  private final FaultyLinks links =
      new FaultyLinks(
          table,
          (to, message) -> seen.add("to " + to + " " + number(message)),
          (way, peer) -> seen.add("reset " + way.word() + " " + peer),
          timers);
  private final LinkEvents incoming =
      links.incoming(
          new LinkEvents() {
            @Override
            public void received(NodeId from, ByteBuffer message) {
              seen.add("from " + from + " " + number(message));
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

    assertEquals(List.of("to n2 1", "to n3 2", "from n2 3", "from n3 4", "up n2", "down n2"), seen);
  }

  @Test
  void given_a_block_then_only_that_peer_is_cut_off_and_connections_stay_up() {
    add(FaultSpec.network(new Block(), LEASE).between(List.of(N2)));

    exchangeWithBoth();

    assertEquals(List.of("to n3 2", "from n3 4", "up n2", "down n2"), seen);
  }

  @Test
  void given_a_block_one_way_then_the_other_way_is_open() {
    add(FaultSpec.network(new Block(), LEASE).between(List.of(N2)).with(Direction.IN));
    add(FaultSpec.network(new Block(), LEASE).between(List.of(N3)).with(Direction.OUT));

    exchangeWithBoth();

    assertEquals(List.of("to n2 1", "from n3 4", "up n2", "down n2"), seen);
  }

  @Test
  void given_a_block_of_one_kind_of_message_then_the_others_pass() {
    add(FaultSpec.network(new Block(), LEASE).only(List.of(MessageType.VOTE)));

    links.send(N2, MessageCodec.encode(new Message.TimeoutNow(new Term(1))));
    links.send(
        N2,
        MessageCodec.encode(new Message.VoteRequest(new Term(2), LogIndex.ZERO, Term.ZERO, false)));
    links.send(N2, MessageCodec.encode(new Message.VoteReply(new Term(3), true)));

    assertEquals(2, seen.size());
  }

  @Test
  void given_a_drop_rate_then_the_seed_decides_how_many_and_which_are_lost() {
    List<Integer> first = survivors(new Drop(0.1), 7, 1000);
    List<Integer> again = survivors(new Drop(0.1), 7, 1000);
    List<Integer> other = survivors(new Drop(0.1), 8, 1000);

    assertEquals(DROPPED_OF_1000_WITH_SEED_7, 1000 - first.size());
    assertEquals(first, again);
    assertNotEquals(first, other);
    assertEquals(List.of(), survivors(new Drop(1), 7, 10));
  }

  @Test
  void given_a_duplicate_rate_then_copies_follow_their_originals() {
    List<Integer> arrived = survivors(new Duplicate(0.25), 7, 400);

    assertEquals(400 + DOUBLED_OF_400_WITH_SEED_7, arrived.size());
    assertEquals(arrived.stream().sorted().toList(), arrived);
    assertEquals(400, arrived.stream().distinct().count());
  }

  @Test
  void given_a_delay_then_messages_wait_and_keep_their_order() {
    add(FaultSpec.network(new Delay(200, 150), LEASE).seeded(3));
    sendTo(N2, 1, 50);
    timers.passMillis(49);
    assertEquals(List.of(), seen);

    timers.passMillis(301);

    assertEquals(IntStream.rangeClosed(1, 50).mapToObj(i -> "to n2 " + i).toList(), seen);
  }

  @Test
  void given_a_delay_when_it_is_lifted_then_what_waits_arrives_at_once_in_front_of_the_rest() {
    add(FaultSpec.network(new Delay(200, 0), LEASE));
    sendTo(N2, 1, 2);
    assertEquals(List.of(), seen);

    table.liftAll();
    sendTo(N2, 3, 3);

    assertEquals(List.of("to n2 1", "to n2 2", "to n2 3"), seen);
  }

  @Test
  void given_a_delay_when_the_lease_ends_then_what_waits_arrives() {
    add(FaultSpec.network(new Delay(200, 0), 30));
    sendTo(N2, 1, 1);

    timers.passMillis(30);

    assertEquals(List.of("to n2 1"), seen);
  }

  @Test
  void given_a_delay_and_a_loss_when_only_the_delay_is_lifted_then_nothing_waits_any_more() {
    add(FaultSpec.network(new Drop(0.001), LEASE).seeded(1));
    add(FaultSpec.network(new Delay(200, 0), LEASE));
    sendTo(N2, 1, 1);

    table.lift("f2");

    assertEquals(List.of("to n2 1"), seen);
  }

  @Test
  void given_reordering_then_chosen_messages_are_overtaken_and_none_is_lost() {
    add(FaultSpec.network(new Reorder(0.2, 30), LEASE).seeded(5));
    sendTo(N2, 1, 100);
    assertEquals(100 - HELD_OF_100_WITH_SEED_5, seen.size());

    timers.passMillis(30);

    assertEquals(100, seen.stream().distinct().count());
    assertNotEquals(IntStream.rangeClosed(1, 100).mapToObj(i -> "to n2 " + i).toList(), seen);
  }

  @Test
  void given_a_bandwidth_then_bytes_pass_no_faster() {
    add(FaultSpec.network(new Bandwidth(4000), LEASE)); // a message of four bytes in 1 ms
    sendTo(N2, 1, 100);

    timers.passMillis(40);
    assertEquals(40, seen.size());
    timers.passMillis(60);
    assertEquals(100, seen.size());
    sendTo(N2, 101, 101);
    timers.passMillis(1);
    assertEquals(101, seen.size());
  }

  @Test
  void given_a_bandwidth_then_each_kind_of_connection_has_it_for_itself() {
    FaultyLinks snapshots =
        new FaultyLinks(
            table,
            (to, message) -> seen.add("piece to " + to + " " + number(message)),
            (way, peer) -> {},
            timers);
    add(FaultSpec.network(new Bandwidth(4000), LEASE));
    for (int i = 1; i <= 100; i++) {
      snapshots.send(N2, message(i));
    }
    sendTo(N2, 1, 1);

    timers.passMillis(1);

    assertEquals(List.of("piece to n2 1", "to n2 1"), seen);
  }

  @Test
  void given_more_than_a_link_can_hold_then_the_rest_is_lost() {
    add(FaultSpec.network(new Delay(200, 0), LEASE));
    ByteBuffer large = ByteBuffer.allocate(FaultyLink.MAX_HELD_BYTES / 4);
    for (int i = 0; i < 6; i++) {
      links.send(N2, large);
    }
    sendTo(N3, 1, FaultyLink.MAX_HELD_MESSAGES + 10);

    timers.passMillis(200);

    assertEquals(4, seen.stream().filter(line -> line.startsWith("to n2")).count());
    assertEquals(
        FaultyLink.MAX_HELD_MESSAGES,
        seen.stream().filter(line -> line.startsWith("to n3")).count());
  }

  @Test
  void given_resets_then_the_message_is_lost_and_its_connection_closed() {
    add(FaultSpec.network(new Reset(1), LEASE).between(List.of(N2)));

    exchangeWithBoth();

    assertEquals(
        List.of("reset out n2", "to n3 2", "reset in n2", "from n3 4", "up n2", "down n2"), seen);
  }

  @Test
  void given_a_seed_then_what_happens_to_one_peer_does_not_depend_on_traffic_to_another() {
    FaultSpec half = FaultSpec.network(new Drop(0.5), LEASE).seeded(11);
    add(half);
    sendTo(N2, 1, 50);
    List<String> alone = List.copyOf(seen);
    table.liftAll();
    seen.clear();

    add(half);
    for (int i = 1; i <= 50; i++) {
      sendTo(N3, i, i);
      sendTo(N2, i, i);
    }

    assertEquals(alone, seen.stream().filter(line -> line.startsWith("to n2")).toList());
    assertTrue(seen.stream().anyMatch(line -> line.startsWith("to n3")));
  }

  private static final int DROPPED_OF_1000_WITH_SEED_7 = 96;
  private static final int DOUBLED_OF_400_WITH_SEED_7 = 85;
  private static final int HELD_OF_100_WITH_SEED_5 = 18;

  private List<Integer> survivors(NetworkEffect effect, long seed, int messages) {
    seen.clear();
    add(FaultSpec.network(effect, LEASE).seeded(seed));
    sendTo(N2, 1, messages);
    table.liftAll();
    return seen.stream().map(line -> Integer.valueOf(line.substring(6))).toList();
  }

  private void exchangeWithBoth() {
    links.send(N2, message(1));
    links.send(N3, message(2));
    incoming.received(N2, message(3));
    incoming.received(N3, message(4));
    incoming.linkUp(N2);
    incoming.linkDown(N2);
  }

  private void sendTo(NodeId peer, int first, int last) {
    for (int i = first; i <= last; i++) {
      links.send(peer, message(i));
    }
  }

  private void add(FaultSpec spec) {
    table.add(List.of(spec));
  }

  private static ByteBuffer message(int number) {
    return ByteBuffer.allocate(4).putInt(0, number);
  }

  private static int number(ByteBuffer message) {
    return message.getInt(0);
  }
}
