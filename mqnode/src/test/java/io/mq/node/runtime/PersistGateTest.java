package io.mq.node.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mq.node.raft.Envelope;
import io.mq.node.raft.Message;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PersistGateTest {

  private final List<Long> sent = new ArrayList<>();
  private final PersistGate gate =
      new PersistGate(envelope -> sent.add(envelope.message().term().value()));

  @Test
  void given_nothing_handed_out_then_a_promise_leaves_at_once() {
    gate.sendAfterPersist(List.of(vote(1)));
    assertEquals(List.of(1L), sent);
  }

  @Test
  void given_an_unforced_write_then_a_promise_waits_for_it_and_for_no_later_one() {
    gate.handedOut(1);
    gate.sendAfterPersist(List.of(vote(1)));
    gate.handedOut(2);
    gate.sendAfterPersist(List.of(vote(2)));
    assertEquals(List.of(), sent);

    gate.forced(1);
    assertEquals(List.of(1L), sent);

    gate.forced(2);
    assertEquals(List.of(1L, 2L), sent);
  }

  @Test
  void given_one_force_for_many_writes_then_all_their_promises_leave_in_order() {
    gate.handedOut(1);
    gate.sendAfterPersist(List.of(vote(1)));
    gate.handedOut(2);
    gate.sendAfterPersist(List.of(vote(2), vote(3)));

    gate.forced(2);

    assertEquals(List.of(1L, 2L, 3L), sent);
  }

  @Test
  void given_a_disk_that_hangs_then_no_more_than_the_newest_promises_are_kept() {
    gate.handedOut(1);
    for (long term = 1; term <= PersistGate.MAX_HELD + 3; term++) {
      gate.sendAfterPersist(List.of(vote(term)));
    }

    gate.forced(1);

    assertEquals(PersistGate.MAX_HELD, sent.size());
    assertEquals(4L, sent.getFirst());
  }

  private static Envelope vote(long term) {
    return new Envelope(new NodeId(2), new Message.VoteReply(new Term(term), true));
  }
}
