package io.mq.node.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.codec.MessageCodec.UnreadableException;
import io.mq.node.codec.SnapshotCodec;
import io.mq.node.codec.SnapshotMessage;
import io.mq.node.queue.Body;
import io.mq.node.queue.Command;
import io.mq.node.queue.QueueState;
import io.mq.node.raft.Configuration;
import io.mq.node.raft.SnapshotPoint;
import io.mq.node.storage.FileDisk;
import io.mq.node.storage.Identity;
import io.mq.node.storage.LogSettings;
import io.mq.node.storage.SnapshotStore;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots on their way between nodes over links that lose, double and reorder. */
class SnapshotWorkerTest {

  private static final int TICKS_UNTIL_HOPELESS = 10_000 / SnapshotWorker.TICK_MILLIS;
  private static final Term TERM = new Term(5);

  private record Sent(NodeId from, NodeId to, ByteBuffer bytes) {}

  /** A node with nothing but snapshots. */
  private final class Node implements SnapshotEvents {
    private final NodeId id;
    private final FileDisk disk;
    private final SnapshotStore store;
    private final SnapshotWorker worker;
    private final List<String> told = new ArrayList<>();
    private final List<ReceivedSnapshot> received = new ArrayList<>();

    Node(int number) throws IOException {
      id = new NodeId(number);
      disk = FileDisk.open(Files.createDirectories(directory.resolve(id.toString())));
      store = SnapshotStore.open(disk, new Identity("test", id), LogSettings.DEFAULT);
      Links links = (to, bytes) -> network.add(new Sent(id, to, bytes));
      worker = new SnapshotWorker(store, SnapshotLinks.over(links), this);
      nodes.put(id, this);
    }

    @Override
    public void snapshotTaken(LogIndex index) {
      told.add("taken " + index);
    }

    @Override
    public void snapshotNotTaken() {
      told.add("not taken");
    }

    @Override
    public void snapshotDamaged(String what) {
      told.add("damaged");
    }

    @Override
    public void snapshotSent(NodeId to, LogIndex index, boolean complete) {
      told.add("sent " + index + " to " + to + " " + complete);
    }

    @Override
    public void snapshotUnusable(NodeId from, String what) {
      told.add("unusable from " + from);
    }

    @Override
    public void snapshotReceived(ReceivedSnapshot snapshot) {
      told.add("received " + snapshot.point().index() + " from " + snapshot.from());
      received.add(snapshot);
    }
  }

  @TempDir private Path directory;
  private final ArrayDeque<Sent> network = new ArrayDeque<>();
  private final TreeMap<NodeId, Node> nodes = new TreeMap<>();
  private long bytesDelivered;

  @AfterEach
  void close() throws IOException {
    for (Node node : nodes.values()) {
      node.worker.close();
      node.disk.close();
    }
  }

  @Test
  void a_snapshot_arrives_whole_and_both_sides_are_told() throws Exception {
    Node leader = new Node(1);
    Node follower = new Node(2);
    QueueState state = state(2_000_000);
    leader.worker.take(point(42), state.freeze());

    leader.worker.send(follower.id, TERM);
    deliverAll(_ -> true);

    assertEquals(List.of("taken 42", "sent 42 to n2 true"), leader.told);
    assertEquals(List.of("received 42 from n1"), follower.told);
    ReceivedSnapshot received = follower.received.getFirst();
    assertEquals(state.stateHash(), received.state().stateHash());
    assertEquals(point(42), received.point());
    assertEquals(TERM, received.term());
    assertEquals(point(42), follower.store.newest().orElseThrow().point());
  }

  @Test
  void a_snapshot_that_rots_is_told_of_when_it_is_sent_and_another_takes_its_place()
      throws Exception {
    Node leader = new Node(1);
    Node follower = new Node(2);
    QueueState state = state(2_000_000);
    leader.worker.take(point(42), state.freeze());
    Path file = directory.resolve("n1").resolve(leader.store.newest().orElseThrow().name());
    byte[] bytes = Files.readAllBytes(file);
    bytes[1_000_000] ^= 1;
    Files.write(file, bytes);

    leader.worker.send(follower.id, TERM);
    deliverAll(_ -> true);
    assertEquals(List.of("taken 42", "damaged", "sent 42 to n2 false"), leader.told);

    leader.worker.take(point(42), state.freeze());
    leader.worker.send(follower.id, TERM);
    deliverAll(_ -> true);
    assertEquals("sent 42 to n2 true", leader.told.getLast());
    assertEquals(List.of("received 42 from n1"), follower.told);
  }

  @Test
  void lost_doubled_and_reordered_messages_only_cost_time() throws Exception {
    Node leader = new Node(1);
    Node follower = new Node(2);
    QueueState state = state(1_000_000);
    leader.worker.take(point(42), state.freeze());
    SplittableRandom random = new SplittableRandom(6);

    leader.worker.send(follower.id, TERM);
    for (int tick = 0; tick < 5_000 && leader.told.size() < 2; tick++) {
      int waiting = network.size();
      for (int i = 0; i < waiting; i++) {
        Sent next = network.poll();
        switch (random.nextInt(6)) {
          case 0 -> {}
          case 1 -> network.add(next);
          case 2 -> {
            deliver(next);
            network.add(next);
          }
          default -> deliver(next);
        }
      }
      leader.worker.tick();
      follower.worker.tick();
    }

    assertEquals(List.of("taken 42", "sent 42 to n2 true"), leader.told);
    assertEquals(List.of("received 42 from n1"), follower.told);
    assertEquals(state.stateHash(), follower.received.getFirst().state().stateHash());
  }

  @Test
  void a_snapshot_that_holds_no_state_gets_no_name_and_is_asked_for_again() throws Exception {
    Node leader = new Node(1);
    Node follower = new Node(2);
    QueueState state = state(100_000);
    leader.worker.take(point(42), state.freeze());

    leader.worker.send(follower.id, TERM);
    while (!network.isEmpty()) {
      Sent sent = network.poll();
      deliver(new Sent(sent.from(), sent.to(), withAnotherFirstByte(sent.bytes())));
    }
    assertEquals(List.of("unusable from n1"), follower.told);
    assertEquals(Optional.empty(), follower.store.newest());
    for (int i = 0; i <= TICKS_UNTIL_HOPELESS; i++) {
      leader.worker.tick();
      while (!network.isEmpty()) {
        Sent sent = network.poll();
        deliver(new Sent(sent.from(), sent.to(), withAnotherFirstByte(sent.bytes())));
      }
    }
    assertEquals(List.of("taken 42", "sent 42 to n2 false"), leader.told);
    assertEquals(List.of("unusable from n1"), follower.told);

    leader.worker.send(follower.id, TERM);
    deliverAll(_ -> true);

    assertEquals(List.of("unusable from n1", "received 42 from n1"), follower.told);
    assertEquals(state.stateHash(), follower.received.getFirst().state().stateHash());
    assertEquals("sent 42 to n2 true", leader.told.getLast());
  }

  /** As if the sender wrote states in another way: the checksums are right. */
  private static ByteBuffer withAnotherFirstByte(ByteBuffer message) throws UnreadableException {
    if (!(SnapshotCodec.decode(message.duplicate()) instanceof SnapshotMessage.Piece piece)
        || piece.offset() > 0
        || !piece.bytes().hasRemaining()) {
      return message;
    }
    ByteBuffer bytes = ByteBuffer.allocate(piece.bytes().remaining());
    bytes.put(piece.bytes().duplicate()).flip();
    bytes.put(0, (byte) ~bytes.get(0));
    return SnapshotCodec.encode(
        new SnapshotMessage.Piece(piece.term(), piece.point(), piece.totalBytes(), 0, bytes));
  }

  @Test
  void a_slow_way_carries_every_piece_little_more_than_once() throws Exception {
    Node leader = new Node(1);
    Node follower = new Node(2);
    QueueState state = state(2_000_000);
    leader.worker.take(point(42), state.freeze());
    int ticksForAPiece = 13;

    leader.worker.send(follower.id, TERM);
    for (int tick = 1; tick < 5_000 && leader.told.size() < 2; tick++) {
      // Only pieces are slow.
      for (Sent small = pollSmall(); small != null; small = pollSmall()) {
        deliver(small);
      }
      if (tick % ticksForAPiece == 0 && !network.isEmpty()) {
        deliver(network.poll());
      }
      leader.worker.tick();
      follower.worker.tick();
    }

    assertEquals(List.of("taken 42", "sent 42 to n2 true"), leader.told);
    assertEquals(state.stateHash(), follower.received.getFirst().state().stateHash());
    assertTrue(bytesDelivered < 2_000_000 * 1.3, "delivered in all: " + bytesDelivered);
  }

  @Test
  void a_sending_that_was_broken_off_goes_on_where_it_ended() throws Exception {
    Node leader = new Node(1);
    Node follower = new Node(2);
    leader.worker.take(point(42), state(3_000_000).freeze());
    leader.worker.send(follower.id, TERM);
    deliverAll(_ -> bytesDelivered < 2_000_000);

    for (int i = 0; i <= TICKS_UNTIL_HOPELESS; i++) {
      leader.worker.tick();
      network.clear();
    }
    assertEquals("sent 42 to n2 false", leader.told.getLast());
    bytesDelivered = 0;
    leader.worker.send(follower.id, TERM);
    deliverAll(_ -> true);

    assertEquals("sent 42 to n2 true", leader.told.getLast());
    assertEquals(List.of("received 42 from n1"), follower.told);
    assertTrue(bytesDelivered < 1_500_000, "sent again: " + bytesDelivered);
  }

  @Test
  void a_follower_that_has_it_already_is_told_so_in_the_new_term_without_the_bytes()
      throws Exception {
    Node leader = new Node(1);
    Node other = new Node(2);
    Node follower = new Node(3);
    QueueState state = state(2_000_000);
    leader.worker.take(point(42), state.freeze());
    other.worker.take(point(40), state.freeze());
    leader.worker.send(follower.id, TERM);
    deliverAll(_ -> true);
    bytesDelivered = 0;

    other.worker.send(follower.id, new Term(6));
    deliverAll(_ -> true);

    assertEquals("sent 40 to n3 true", other.told.getLast());
    assertEquals(List.of("received 42 from n1", "received 42 from n2"), follower.told);
    assertEquals(new Term(6), follower.received.getLast().term());
    assertTrue(bytesDelivered < 1_000, "bytes were sent again: " + bytesDelivered);
  }

  @Test
  void a_leader_of_the_past_does_not_disturb_the_present_one() throws Exception {
    Node past = new Node(1);
    Node present = new Node(2);
    Node follower = new Node(3);
    QueueState state = state(1_000_000);
    past.worker.take(point(40), state.freeze());
    present.worker.take(point(42), state.freeze());
    present.worker.send(follower.id, new Term(6));
    deliverAll(_ -> bytesDelivered < 300_000);

    past.worker.send(follower.id, TERM);
    deliverAll(_ -> true);
    for (int i = 0; i < 10; i++) {
      present.worker.tick();
    }
    deliverAll(_ -> true);

    assertEquals("sent 42 to n3 true", present.told.getLast());
    assertEquals(List.of("received 42 from n2"), follower.told);
  }

  @Test
  void a_node_that_leads_no_more_stops_sending_without_a_word() throws Exception {
    Node leader = new Node(1);
    Node follower = new Node(2);
    leader.worker.take(point(42), state(1_000_000).freeze());
    leader.worker.send(follower.id, TERM);

    leader.worker.stopSending();
    deliverAll(_ -> true);

    assertEquals(List.of("taken 42"), leader.told);
    assertEquals(List.of(), follower.told);
  }

  private void deliverAll(Predicate<Sent> whether) throws IOException, UnreadableException {
    while (!network.isEmpty() && whether.test(network.peek())) {
      deliver(network.poll());
    }
    network.clear();
  }

  private Sent pollSmall() {
    for (Sent sent : network) {
      if (sent.bytes().remaining() < 1_000) {
        network.remove(sent);
        return sent;
      }
    }
    return null;
  }

  private void deliver(Sent sent) throws IOException, UnreadableException {
    bytesDelivered += sent.bytes().remaining();
    nodes.get(sent.to()).worker.received(sent.from(), sent.bytes().duplicate());
  }

  private static QueueState state(int bytes) {
    QueueState state = new QueueState();
    state.apply(new Command.CreateTopic("t"), 1, 0);
    byte[] body = new byte[bytes];
    new SplittableRandom(1).nextBytes(body);
    state.apply(new Command.Put("t", List.of(Body.of(body))), 2, 0);
    return state;
  }

  private static SnapshotPoint point(long index) {
    return new SnapshotPoint(
        new LogIndex(index), new Term(3), 17, Configuration.of(List.of(new NodeId(1))));
  }
}
