package io.mq.ctl.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
  void a_node_that_has_applied_nothing_has_no_state_to_compare() {
    whiteBox.applied("n1", 0, "aa", 1);
    whiteBox.applied("n2", 0, "bb", 2);

    assertTrue(whiteBox.findings().isEmpty());
  }
}
