package io.mq.ctl.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.shared.wire.Checkpoint;
import org.junit.jupiter.api.Test;

class WhiteBoxTest {

  private final WhiteBox whiteBox = new WhiteBox();

  @Test
  void one_leader_in_each_term_and_equal_states_are_as_it_should_be() {
    whiteBox.leads("n1", 1, 10);
    whiteBox.leads("n1", 1, 20);
    whiteBox.leads("n2", 2, 30);
    whiteBox.applied("n1", 5, "aa", 40);
    whiteBox.applied("n2", 5, "aa", 50);
    whiteBox.applied("n3", 6, "bb", 60);

    assertTrue(whiteBox.findings().isEmpty());
    assertEquals(2, whiteBox.terms());
  }

  @Test
  void two_leaders_in_a_term_are_found() {
    whiteBox.leads("n1", 4, 10);
    whiteBox.leads("n3", 4, 20);

    Finding finding = whiteBox.findings().getFirst();
    assertEquals(Finding.TWO_LEADERS, finding.kind());
    assertTrue(finding.explanation().startsWith("n1 and n3 both led in term 4"));
  }

  @Test
  void different_states_after_the_same_entry_are_found_even_if_seen_at_different_times() {
    whiteBox.applied("n1", 7, "aa", 1_000_000);
    whiteBox.applied("n1", 8, "bb", 2_000_000);
    whiteBox.applied("n2", 7, "cc", 3_000_000);

    Finding finding = whiteBox.findings().getFirst();
    assertEquals(Finding.STATE_DIVERGED, finding.kind());
    assertTrue(finding.explanation().contains("n2 has the state cc after entry 7"));
  }

  @Test
  void other_entries_in_the_same_stretch_of_the_log_are_found() {
    whiteBox.committed(checkpoint("n1", 64, 3, "e1", "aa"), 1_000_000);
    whiteBox.committed(checkpoint("n2", 64, 3, "e1", "aa"), 2_000_000);
    assertTrue(whiteBox.findings().isEmpty());
    assertEquals(1, whiteBox.compared());

    whiteBox.committed(checkpoint("n3", 64, 4, "e2", "aa"), 3_000_000);

    Finding finding = whiteBox.findings().getFirst();
    assertEquals(Finding.COMMITTED_ENTRY_CHANGED, finding.kind());
    assertEquals(
        "n3 has applied other entries from 1 to 64 (the last is of term 4) than n1 had (its last is"
            + " of term 3, at 1.00 ms); what is committed must never change",
        finding.explanation());
  }

  @Test
  void a_node_that_has_other_entries_after_a_restart_is_found() {
    whiteBox.committed(checkpoint("n1", 128, 3, "e1", "aa"), 1_000_000);
    whiteBox.committed(checkpoint("n1", 128, 3, "e2", "aa"), 2_000_000);

    assertEquals(Finding.COMMITTED_ENTRY_CHANGED, whiteBox.findings().getFirst().kind());
    assertEquals(0, whiteBox.compared());
  }

  @Test
  void a_stretch_of_which_a_node_has_seen_a_part_tells_of_the_state_alone() {
    whiteBox.committed(checkpoint("n1", 64, 3, null, "aa"), 1);
    whiteBox.committed(checkpoint("n2", 64, 3, "e2", "aa"), 2);
    assertTrue(whiteBox.findings().isEmpty());

    whiteBox.committed(checkpoint("n3", 64, 3, null, "bb"), 3);
    assertEquals(Finding.STATE_DIVERGED, whiteBox.findings().getFirst().kind());
  }

  private static Checkpoint checkpoint(
      String node, long index, long term, String entriesHash, String stateHash) {
    return new Checkpoint(node, "2026-01-01T00:00:00Z", index, term, 64, entriesHash, stateHash);
  }

  @Test
  void a_node_that_has_applied_nothing_has_no_state_to_compare() {
    whiteBox.applied("n1", 0, "aa", 1);
    whiteBox.applied("n2", 0, "bb", 2);

    assertTrue(whiteBox.findings().isEmpty());
  }
}
