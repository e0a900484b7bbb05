package io.mq.node.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.queue.Result;
import io.mq.node.raft.Entry;
import io.mq.node.raft.EntryKind;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.Term;
import io.mq.shared.wire.Definiteness;
import io.mq.shared.wire.ErrorCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PendingProposalsTest {

  private final PendingProposals proposals = new PendingProposals();
  private final List<Answer> answers = new ArrayList<>();

  @Test
  void given_the_proposed_entry_is_applied_then_its_client_is_found() {
    proposals.add(new LogIndex(7), new Term(3), answers::add);
    Answer done = new Answer.Done(new Result.TopicChanged());

    proposals.take(entry(7, 3)).orElseThrow().accept(done);

    assertEquals(List.of(done), answers);
    assertEquals(0, proposals.size());
  }

  @Test
  void given_another_entry_took_the_place_then_the_client_learns_that_it_did_not_happen() {
    proposals.add(new LogIndex(7), new Term(3), answers::add);

    assertTrue(proposals.take(entry(7, 4)).isEmpty());

    assertEquals(Definiteness.DEFINITE, failure().definiteness());
  }

  @Test
  void given_a_snapshot_skipped_the_place_then_the_outcome_is_unknown() {
    proposals.add(new LogIndex(7), new Term(3), answers::add);

    assertTrue(proposals.take(entry(9, 4)).isEmpty());

    assertEquals(Definiteness.MAYBE, failure().definiteness());
  }

  @Test
  void given_entries_in_front_of_the_proposal_are_applied_then_it_goes_on_waiting() {
    proposals.add(new LogIndex(7), new Term(3), answers::add);

    assertTrue(proposals.take(entry(6, 2)).isEmpty());

    assertEquals(1, proposals.size());
    assertEquals(List.of(), answers);
  }

  @Test
  void given_the_leader_lost_its_term_then_the_outcome_is_unknown() {
    proposals.add(new LogIndex(7), new Term(3), answers::add);

    proposals.leadershipLost();

    assertEquals(Definiteness.MAYBE, failure().definiteness());
    assertEquals(0, proposals.size());
  }

  private ErrorCode failure() {
    assertEquals(1, answers.size());
    return ((Answer.Failed) answers.getFirst()).code();
  }

  private static Entry entry(long index, long term) {
    return Entry.of(
        new LogIndex(index), new Term(term), EntryKind.NO_OP, 0, ByteBuffer.allocate(0));
  }

  @Test
  void given_nobody_waits_then_applying_finds_nobody() {
    assertEquals(Optional.empty(), proposals.take(entry(1, 1)));
  }
}
