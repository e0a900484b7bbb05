package io.mq.shared.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.mq.shared.history.Operation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueueCheckerTest {

  private static final QueueChecker CHECKER = new QueueChecker();

  @Test
  void given_overlapping_puts_any_order_of_them_is_ok() {
    assertOk(
        """
        c1 put m1  |-----|
        c2 put m2    |-----|
        c3 get m2            |--|
        c3 get m1                 |--|
        c3 get -                       |--|
        """);
  }

  @Test
  void given_an_unknown_put_that_came_out_it_happened() {
    assertOk(
        """
        c1 put m1  |--?
        c2 put m2      |--|
        c3 get m2           |--|
        c3 get -                 |--|
        c3 get m1                      |--|
        """);
  }

  @Test
  void given_a_missing_message_and_an_unknown_get_the_get_may_have_taken_it() {
    assertOk(
        """
        c1 put m1  |--|
        c1 put m2       |--|
        c2 get      |--?
        c3 get m2            |--|
        """);
  }

  @Test
  void given_an_unknown_get_called_too_late_the_message_is_lost() {
    assertViolation(
        ViolationKind.LOST,
        "m1 was acknowledged at 14.00 ms and never came out, although m2, put later"
            + " (at 16.00 ms), came out at 24.00 ms.",
        """
        c1 put m1  |--|
        c1 put m2       |--|
        c3 get m2            |--|
        c2 get                    |--?
        """,
        3);
  }

  @Test
  void given_more_missing_messages_than_unknown_gets_one_is_lost() {
    assertViolation(
        ViolationKind.LOST,
        "2 acknowledged messages (m1, m2) never came out, although m3, put later (at 21.00 ms),"
            + " came out at 29.00 ms; only 1 get of unknown outcome had been called by then, too"
            + " few to have taken them all.",
        """
        c1 put m1  |--|
        c1 put m2       |--|
        c1 put m3            |--|
        c2 get      |--?
        c3 get m3                 |--|
        """,
        5);
  }

  @Test
  void given_an_acknowledged_message_and_a_later_empty_get_it_is_lost() {
    assertViolation(
        ViolationKind.LOST,
        "m1 was acknowledged at 14.00 ms and never came out, although a get that c2 called later"
            + " (at 16.00 ms) found the topic empty.",
        """
        c1 put m1  |--|
        c2 get -        |--|
        """,
        2);
  }

  @Test
  void given_an_empty_get_under_a_chain_of_waiting_messages_it_is_false() {
    assertViolation(
        ViolationKind.FALSE_EMPTY,
        "a get by c2, from 14.00 ms to 26.00 ms, found the topic empty, although at every moment"
            + " of it a message was waiting: m1 from 14.00 ms to 23.00 ms, m2 from 21.00 ms to"
            + " 29.00 ms.",
        """
        c1 put m1  |--|
        c1 put m2         |--|
        c2 get -      |-----------|
        c3 get m1              |-----|
        c3 get m2                    |--|
        """,
        5);
  }

  @Test
  void given_a_gap_between_waiting_messages_an_empty_get_is_ok() {
    assertOk(
        """
        c1 put m1  |--|
        c1 put m2           |--|
        c2 get -      |----------|
        c3 get m1         |-----|
        c3 get m2                    |--|
        """);
  }

  @Test
  void given_messages_that_come_out_in_the_wrong_order_they_are_reordered() {
    assertViolation(
        ViolationKind.REORDERED,
        "m1 was acknowledged at 14.00 ms and m2 put only after that (at 16.00 ms), but m2 came out"
            + " first: its get ended at 24.00 ms, before the get that returned m1 was called at"
            + " 26.00 ms.",
        """
        c1 put m1  |--|
        c1 put m2       |--|
        c2 get m2            |--|
        c2 get m1                 |--|
        """,
        4);
  }

  @Test
  void given_a_message_that_comes_out_twice_it_is_a_duplicate() {
    assertViolation(
        ViolationKind.DUPLICATE,
        "m1 was put once and came out twice: to c2 at 20.00 ms and to c3 at 24.00 ms.",
        """
        c1 put m1  |---|
        c2 get m1      |----|
        c3 get m1        |------|
        """,
        3);
  }

  @Test
  void given_a_message_that_nobody_put_it_is_a_phantom() {
    assertViolation(
        ViolationKind.PHANTOM,
        "m9 came out at 20.00 ms, although nobody ever put it.",
        """
        c1 put m1   |--|
        c2 get m9        |--|
        """,
        1);
  }

  @Test
  void given_a_refused_put_that_comes_out_it_is_a_phantom() {
    assertViolation(
        ViolationKind.PHANTOM,
        "m1 came out at 20.00 ms, although its put was refused at 14.00 ms as something that did"
            + " not happen.",
        """
        c1 put m1  |--x
        c2 get m1        |--|
        """,
        2);
  }

  @Test
  void given_a_message_that_comes_out_before_its_put_it_is_impossible() {
    assertViolation(
        ViolationKind.BEFORE_PUT,
        "m1 came out at 14.00 ms, before its put was even called at 17.00 ms.",
        """
        c2 get m1  |--|
        c1 put m1        |--|
        """,
        2);
  }

  @Test
  void given_two_creations_of_one_topic_only_one_may_succeed() {
    assertViolation(
        ViolationKind.TOPIC_CREATED_TWICE,
        "topic orders was created twice: at 14.00 ms and at 20.00 ms.",
        """
        c1 create  |--|
        c2 create        |--|
        """,
        2);
  }

  @Test
  void given_a_put_before_the_topic_was_created_it_cannot_have_succeeded() {
    assertViolation(
        ViolationKind.TOPIC_BEFORE_CREATION,
        "a put to orders succeeded at 14.00 ms, before the call that created the topic at 17.00"
            + " ms.",
        """
        c1 put m1  |--|
        c2 create        |--|
        """,
        2);
  }

  @Test
  void given_several_violations_the_one_with_the_smallest_evidence_is_the_verdict() {
    CheckReport report =
        CHECKER.check(
            Histories.draw(
                """
                c1 put m1  |--|
                c1 put m2       |--|
                c2 get m2            |--|
                c2 get m1                 |--|
                c2 get m7                      |--|
                """));

    assertEquals(
        List.of(ViolationKind.PHANTOM, ViolationKind.REORDERED),
        report.violations().stream().map(Violation::kind).toList());
    assertEquals(new Verdict.Violated(report.violations().getFirst()), report.verdict());
  }

  @Test
  void given_equal_values_a_search_decides() {
    assertOk(
        """
        c1 put m1  |--|
        c1 put m1       |--|
        c2 get m1            |--|
        c2 get m1                 |--|
        """);
    assertViolation(
        ViolationKind.NOT_LINEARIZABLE,
        "no order of these 6 operations is that of a queue, with each between its call and its"
            + " return.",
        """
        c1 put m1  |--|
        c1 put m2       |--|
        c1 put m1            |--|
        c2 get m1                 |--|
        c2 get m1                      |--|
        c2 get m2                           |--|
        """,
        6);
  }

  @Test
  void given_equal_values_and_too_many_orders_it_is_undecided() {
    List<Operation> hard =
        Histories.draw(
            """
            c1 put m1  |--------------|
            c2 put m2  |--------------|
            c3 put m3  |--------------|
            c4 put m1  |--------------|
            c5 get m2                   |--|
            c5 get m3                        |--|
            c5 get m1                             |--|
            c5 get m3                                  |--|
            """);
    CheckSettings fewSteps = new CheckSettings(1, 5, 1000);
    List<Operation> puts = hard.subList(0, 6);

    assertEquals(
        new Verdict.Undecided(
            "topic orders has equal messages, and the search among its orders reached its limit;"
                + " use unique messages"),
        new QueueChecker(fewSteps).check(puts).verdict());
    assertInstanceOf(Verdict.Ok.class, CHECKER.check(puts).verdict());
  }

  @Test
  void given_too_little_that_took_effect_it_is_undecided() {
    assertEquals(
        new Verdict.Undecided(
            "only 0 operations are known to have taken effect; at least 1 are needed to prove"
                + " anything"),
        CHECKER.check(Histories.draw("c1 put m1 |---?")).verdict());
  }

  @Test
  void given_a_mixed_history_the_accounting_counts_every_fate() {
    Accounting accounting =
        CHECKER
            .check(
                Histories.draw(
                    """
                    c1 put m1  |--|
                    c1 put m2       |--|
                    c1 put m3            |--|
                    c1 put m4                 |--|
                    c2 put m5  |--x
                    c3 put m6  |--?
                    c2 get m4                      |--|
                    c2 get m3                           |--|
                    c2 get m3                                |--|
                    c2 get m9                                     |--|
                    c4 get             |--?
                    """))
            .accounting();

    assertEquals(
        new Accounting(
            4,
            1,
            1,
            4,
            0,
            1,
            1,
            2,
            1,
            1,
            1,
            List.of("m2"),
            List.of("m3"),
            List.of("m9"),
            List.of("m3")),
        accounting);
  }

  @Test
  void given_a_message_lost_among_many_the_evidence_stays_small() {
    StringBuilder picture = new StringBuilder();
    IntStream.range(0, 50)
        .forEach(
            i -> {
              picture.append("c1 put m%03d %s|-|\n".formatted(i, " ".repeat(3 * i)));
              if (i != 20) {
                picture.append("c2 get m%03d %s|-|\n".formatted(i, " ".repeat(3 * i + 160)));
              }
            });
    Verdict verdict = CHECKER.check(Histories.draw(picture.toString())).verdict();

    Violation violation = assertInstanceOf(Verdict.Violated.class, verdict).violation();
    assertEquals(ViolationKind.LOST, violation.kind());
    assertEquals(
        List.of("m020", "m021", "m021"),
        violation.subHistory().stream().map(Operation::value).toList());
  }

  private static void assertOk(String picture) {
    List<Operation> operations = Histories.draw(picture);
    assertEquals(new Verdict.Ok(operations.size()), CHECKER.check(operations).verdict());
  }

  private static void assertViolation(
      ViolationKind kind, String explanation, String picture, int evidence) {
    CheckReport report = CHECKER.check(Histories.draw(picture));
    Violation violation =
        assertInstanceOf(Verdict.Violated.class, report.verdict(), report::toString).violation();
    assertEquals(kind, violation.kind());
    assertEquals(explanation, violation.explanation());
    assertEquals(evidence, violation.subHistory().size());
  }
}
