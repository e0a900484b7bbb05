package io.mq.node.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mq.node.codec.MessageCodec;
import io.mq.node.queue.Command;
import io.mq.node.queue.QueueState;
import io.mq.node.raft.Configuration;
import io.mq.node.raft.HardState;
import io.mq.node.raft.Message;
import io.mq.node.raft.Output;
import io.mq.node.raft.Restored;
import io.mq.node.raft.Rules;
import io.mq.node.raft.SnapshotPoint;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import io.mq.shared.wire.ErrorCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One replica of three, n3, and what it is told; its disk is as fast as can be. */
class ReplicaTest {

  private static final NodeId LEADER = new NodeId(1);
  private static final NodeId OTHER = new NodeId(2);
  private static final NodeId SELF = new NodeId(3);

  private final List<Answer> answers = new ArrayList<>();
  private Replica replica;
  private long forced;

  /** Nobody hears what it says, and what it writes is forced when it is asked for. */
  private final class Environment implements ReplicaEnvironment {
    @Override
    public void write(Output.Write write) {
      forced = write.sequence();
    }

    @Override
    public void send(NodeId to, ByteBuffer message) {}

    @Override
    public void observe(ReplicaEvent event) {}
  }

  @BeforeEach
  void start() {
    Restored empty =
        new Restored(
            HardState.INITIAL,
            SnapshotPoint.initial(Configuration.of(List.of(LEADER, OTHER, SELF))),
            List.of());
    replica =
        new Replica(
            SELF,
            ReplicaSettings.DEFAULT,
            empty,
            new QueueState(),
            new Random(1),
            new Environment(),
            Rules.SOUND);
  }

  @Test
  void given_a_leader_then_clients_are_sent_there() {
    heartbeat(LEADER, 1);
    put();

    assertEquals(List.of(sentTo(LEADER)), answers);
  }

  @Test
  void given_a_lost_connection_with_the_leader_then_clients_wait_for_the_next_one() {
    heartbeat(LEADER, 1);
    replica.linkDown(LEADER);
    put();
    assertEquals(List.of(), answers, "nobody is sent to a leader that is most likely dead");

    heartbeat(OTHER, 2);
    assertEquals(List.of(sentTo(OTHER)), answers);
  }

  @Test
  void given_a_connection_with_the_leader_that_is_back_then_clients_are_sent_there() {
    heartbeat(LEADER, 1);
    replica.linkDown(LEADER);
    put();
    heartbeat(LEADER, 1);

    assertEquals(List.of(sentTo(LEADER)), answers);
  }

  @Test
  void given_a_lost_connection_with_another_follower_then_clients_are_sent_to_the_leader() {
    heartbeat(LEADER, 1);
    replica.linkDown(OTHER);
    put();

    assertEquals(List.of(sentTo(LEADER)), answers);
  }

  private void heartbeat(NodeId from, long term) {
    Message.AppendRequest request =
        new Message.AppendRequest(
            new Term(term), LogIndex.ZERO, Term.ZERO, List.of(), LogIndex.ZERO, 0, 0);
    replica.received(from, MessageCodec.encode(request));
    replica.persisted(forced);
    replica.endBatch();
  }

  private void put() {
    replica.execute(new Command.CreateTopic("t"), answers::add);
    replica.endBatch();
  }

  private static Answer sentTo(NodeId leader) {
    return new Answer.Failed(ErrorCode.NOT_LEADER, Optional.of(leader));
  }
}
