package io.mq.ctl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The end-to-end tests rest on this check, so it must be seen to fail. */
class AccountingTest {

  private static final List<String> PUT = List.of("p1-1", "p2-1", "p1-2");

  @Test
  void given_all_that_was_acknowledged_once_and_in_order_then_there_is_no_complaint() {
    assertEquals(List.of(), Accounting.complaints(PUT, List.of(), List.of("p1-1", "p1-2", "p2-1")));
  }

  @Test
  void given_an_acknowledged_message_that_does_not_come_out_then_it_is_lost() {
    assertEquals(
        List.of("p1-2 was acknowledged and is lost"),
        Accounting.complaints(PUT, List.of(), List.of("p1-1", "p2-1")));
  }

  @Test
  void given_a_message_that_comes_out_again_then_it_is_doubled() {
    assertEquals(
        List.of("p1-2 came out 2 times"),
        Accounting.complaints(PUT, List.of(), List.of("p1-1", "p1-2", "p2-1", "p1-2")));
  }

  @Test
  void given_a_producers_messages_in_another_order_then_the_later_one_is_named() {
    assertEquals(
        List.of("p1-1 came out after number 2 of the same producer"),
        Accounting.complaints(PUT, List.of(), List.of("p1-2", "p1-1", "p2-1")));
  }

  @Test
  void given_a_message_that_nobody_put_then_it_is_told() {
    assertEquals(
        List.of("p9-1 came out and its put was refused, or never sent"),
        Accounting.complaints(PUT, List.of(), List.of("p1-1", "p1-2", "p2-1", "p9-1")));
  }

  @Test
  void given_an_unknown_outcome_then_the_message_may_come_out_or_not() {
    List<String> unknown = List.of("p2-2");
    assertEquals(
        List.of(), Accounting.complaints(PUT, unknown, List.of("p1-1", "p1-2", "p2-1", "p2-2")));
    assertEquals(List.of(), Accounting.complaints(PUT, unknown, List.of("p1-1", "p1-2", "p2-1")));
  }
}
