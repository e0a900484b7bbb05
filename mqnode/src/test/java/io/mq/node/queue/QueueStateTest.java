package io.mq.node.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.mq.node.queue.Command.TopicCommand;
import io.mq.node.queue.Result.Delivered;
import io.mq.node.queue.Result.Refusal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueueStateTest {

  private final QueueState state = new QueueState();
  private long index;
  private long now;

  @Test
  void messages_come_out_in_the_order_in_which_they_were_put() {
    apply(new Command.CreateTopic("t"));
    put("a", "b");
    put("c");

    assertEquals(List.of("a", "b"), texts(apply(new Command.Get("t", 2))));
    assertEquals(List.of("c"), texts(apply(new Command.Get("t", 2))));
    assertEquals(refused(Refusal.QUEUE_EMPTY), apply(new Command.Get("t", 1)));
  }

  @Test
  void topics_are_listed_in_the_order_of_their_creation() {
    for (String name : List.of("z", "a", "m")) {
      apply(new Command.CreateTopic(name));
    }
    apply(new Command.DeleteTopic("a"));
    apply(new Command.CreateTopic("a"));

    Result.Topics topics = (Result.Topics) state.query(new Query.ListTopics(), now);

    assertEquals(
        List.of("z", "m", "a"), topics.topics().stream().map(Result.TopicInfo::topic).toList());
  }

  @Test
  void what_does_not_exist_or_exists_already_is_refused_and_nothing_changes() {
    apply(new Command.CreateTopic("t"));
    long before = state.stateHash();

    assertEquals(refused(Refusal.TOPIC_EXISTS), apply(new Command.CreateTopic("t")));
    assertEquals(
        refused(Refusal.TOPIC_UNKNOWN), apply(new Command.Put("u", List.of(Body.of("x")))));
    assertEquals(refused(Refusal.TOPIC_UNKNOWN), apply(new Command.Get("u", 1)));

    assertEquals(before, state.stateHash());
  }

  @Test
  void a_lease_that_ends_brings_the_message_back_to_its_old_place() {
    apply(new Command.CreateTopic("t"));
    put("a", "b", "c");
    apply(new Command.Lease("t", 2, 100));
    now += 100;

    assertEquals(List.of("a", "b", "c"), texts(apply(new Command.Get("t", 3))));
  }

  @Test
  void an_acknowledged_message_never_comes_back() {
    apply(new Command.CreateTopic("t"));
    put("a", "b");
    Receipt receipt = receipt(apply(new Command.Lease("t", 1, 100)));

    apply(new Command.Acknowledge("t", List.of(receipt)));
    now += 1000;

    assertEquals(List.of("b"), texts(apply(new Command.Get("t", 9))));
  }

  @Test
  void a_receipt_of_an_earlier_delivery_is_stale() {
    apply(new Command.CreateTopic("t"));
    put("a");
    Receipt first = receipt(apply(new Command.Lease("t", 1, 100)));
    now += 100;
    Receipt second = receipt(apply(new Command.Lease("t", 1, 100)));

    assertEquals(new Receipt(1, 2), second);
    assertEquals(
        new Result.ReceiptsChecked(List.of(), List.of(first)),
        apply(new Command.Acknowledge("t", List.of(first))));
    assertEquals(
        new Result.ReceiptsChecked(List.of(second), List.of()),
        apply(new Command.Acknowledge("t", List.of(second))));
  }

  @Test
  void a_returned_message_is_ready_at_once() {
    apply(new Command.CreateTopic("t"));
    put("a", "b");
    Receipt receipt = receipt(apply(new Command.Lease("t", 1, 60_000)));

    apply(new Command.Return("t", List.of(receipt)));

    assertEquals(List.of("a", "b"), texts(apply(new Command.Get("t", 2))));
  }

  @Test
  void a_repeat_in_a_session_gets_the_first_answer_and_acts_once() {
    apply(new Command.CreateTopic("t"));
    long session = openSession(10_000);
    put("a", "b");

    Result first = apply(inSession(session, 1, new Command.Get("t", 1)));
    Result repeat = apply(inSession(session, 1, new Command.Get("t", 1)));

    assertEquals(List.of("a"), texts(first));
    assertEquals(first, repeat);
    assertEquals(List.of("b"), texts(apply(inSession(session, 2, new Command.Get("t", 1)))));
  }

  @Test
  void a_sequence_number_behind_the_window_is_refused_and_one_inside_it_acts() {
    apply(new Command.CreateTopic("t"));
    long session = openSession(10_000);
    put("a", "b");
    apply(inSession(session, 20, new Command.Get("t", 1)));

    assertEquals(
        refused(Refusal.SEQUENCE_TOO_OLD),
        apply(inSession(session, 20 - Sessions.REMEMBERED, new Command.Get("t", 1))));
    assertEquals(
        List.of("b"),
        texts(apply(inSession(session, 21 - Sessions.REMEMBERED, new Command.Get("t", 1)))));
  }

  @Test
  void an_idle_session_expires_by_log_time_and_is_never_taken_for_a_new_one() {
    apply(new Command.CreateTopic("t"));
    long session = openSession(100);
    put("a");
    now += 99;
    assertEquals(List.of("a"), texts(apply(inSession(session, 1, new Command.Get("t", 1)))));
    now += 100;

    assertEquals(
        refused(Refusal.SESSION_UNKNOWN), apply(inSession(session, 1, new Command.Get("t", 1))));
  }

  @Test
  void a_log_time_that_runs_backwards_counts_as_standing_still() {
    apply(new Command.CreateTopic("t"));
    long session = openSession(100);
    now += 90;
    apply(inSession(session, 1, new Command.Put("t", List.of(Body.of("a")))));
    now -= 1_000;

    assertEquals(List.of("a"), texts(apply(inSession(session, 2, new Command.Get("t", 1)))));
  }

  @Test
  void closing_a_session_that_is_gone_changes_nothing_and_need_not_go_through_the_log() {
    long session = openSession(100);
    assertEquals(Optional.empty(), state.preview(new Command.CloseSession(session), now));

    Optional<Result> late = state.preview(new Command.CloseSession(session), now + 1_000);
    assertEquals(Optional.of(new Result.SessionClosed()), late);
    apply(new Command.CloseSession(session));
    assertEquals(
        Optional.of(new Result.SessionClosed()),
        state.preview(new Command.CloseSession(session), now));
  }

  @Test
  void a_refusal_in_a_session_is_remembered_so_that_an_earlier_try_cannot_act_after_it() {
    apply(new Command.CreateTopic("t"));
    long session = openSession(10_000);
    Command poll = inSession(session, 1, new Command.Get("t", 1));

    assertEquals(Optional.empty(), state.preview(poll, now));
    assertEquals(refused(Refusal.QUEUE_EMPTY), apply(poll));
    put("a");

    assertEquals(Optional.of(refused(Refusal.QUEUE_EMPTY)), state.preview(poll, now));
    assertEquals(refused(Refusal.QUEUE_EMPTY), apply(poll));
    assertEquals(List.of("a"), texts(apply(inSession(session, 2, new Command.Get("t", 1)))));
  }

  @Test
  void a_poll_outside_a_session_that_finds_nothing_need_not_be_logged() {
    apply(new Command.CreateTopic("t"));
    put("a");
    apply(new Command.Lease("t", 1, 100));

    assertEquals(
        Optional.of(refused(Refusal.QUEUE_EMPTY)), state.preview(new Command.Get("t", 1), 99));
    assertEquals(Optional.empty(), state.preview(new Command.Get("t", 1), 100));
  }

  @Test
  void a_peek_sees_messages_whose_lease_has_ended_at_their_old_place() {
    apply(new Command.CreateTopic("t"));
    put("a", "b", "c", "d");
    apply(new Command.Lease("t", 1, 300));
    apply(new Command.Lease("t", 1, 100));

    assertEquals(List.of("c"), texts(state.query(new Query.Peek("t", 1), 99)));
    assertEquals(List.of("b", "c"), texts(state.query(new Query.Peek("t", 2), 100)));
    assertEquals(List.of("a", "b", "c"), texts(state.query(new Query.Peek("t", 3), 300)));
  }

  @Test
  void one_answer_hands_out_a_bounded_number_of_bytes_but_always_one_message() {
    apply(new Command.CreateTopic("t"));
    Body large = Body.of(new byte[TopicQueue.MAX_DELIVERED_BYTES + 1]);
    Body half = Body.of(new byte[TopicQueue.MAX_DELIVERED_BYTES / 2]);
    apply(new Command.Put("t", List.of(large, half, half, half)));

    assertEquals(1, count(state.query(new Query.Peek("t", 9), now)));
    assertEquals(1, count(apply(new Command.Get("t", 9))));
    assertEquals(2, count(state.query(new Query.Peek("t", 9), now)));
    assertEquals(2, count(apply(new Command.Lease("t", 9, 100))));
    assertEquals(1, count(apply(new Command.Get("t", 9))));
  }

  @Test
  void a_lease_without_an_end_in_sight_is_cut() {
    apply(new Command.CreateTopic("t"));
    put("a");
    apply(new Command.Lease("t", 1, Long.MAX_VALUE));
    now += TopicQueue.MAX_LEASE_MILLIS;

    assertEquals(List.of("a"), texts(apply(new Command.Get("t", 1))));
  }

  @Test
  void beyond_the_bound_of_sessions_the_one_idle_longest_goes_and_is_unknown_from_then_on() {
    apply(new Command.CreateTopic("t"));
    long first = openSession(1_000);
    now++;
    long second = openSession(1_000);
    for (int i = 2; i <= Sessions.MAX_SESSIONS; i++) {
      now += i % 100 == 0 ? 1 : 0;
      openSession(1_000);
    }

    assertEquals(
        refused(Refusal.SESSION_UNKNOWN), apply(inSession(first, 1, new Command.Get("t", 1))));
    assertEquals(
        refused(Refusal.QUEUE_EMPTY), apply(inSession(second, 1, new Command.Get("t", 1))));
    assertEquals(state.recomputeStateHash(), state.stateHash());
  }

  @Test
  void beyond_the_bound_of_remembered_bytes_idle_sessions_go_but_not_the_one_in_use() {
    apply(new Command.CreateTopic("t"));
    long idle = openSession(1_000);
    now++;
    long busy = openSession(1_000);
    int messages = (int) (Sessions.MAX_REMEMBERED_BYTES / TopicQueue.MAX_DELIVERED_BYTES);
    Body large = Body.of(new byte[8 * TopicQueue.MAX_DELIVERED_BYTES]);
    put("a");
    apply(inSession(idle, 1, new Command.Get("t", 1)));
    now++;
    Result last = null;
    for (int i = 1; i <= messages / 8 + 1; i++) {
      apply(new Command.Put("t", List.of(large)));
      last = apply(inSession(busy, i, new Command.Get("t", 1)));
    }

    assertEquals(
        refused(Refusal.SESSION_UNKNOWN), apply(inSession(idle, 1, new Command.Get("t", 1))));
    assertEquals(last, apply(inSession(busy, messages / 8 + 1, new Command.Get("t", 1))));
    assertEquals(state.recomputeStateHash(), state.stateHash());
  }

  @Test
  void the_hash_differs_for_another_order_of_the_same_messages() {
    apply(new Command.CreateTopic("t"));
    put("a", "b");
    QueueState other = new QueueState();
    other.apply(new Command.CreateTopic("t"), 1, 0);
    other.apply(new Command.Put("t", List.of(Body.of("b"), Body.of("a"))), 2, 0);

    assertNotEquals(state.stateHash(), other.stateHash());
  }

  private Result apply(Command command) {
    index++;
    return state.apply(command, index, now);
  }

  private long openSession(long idleMillis) {
    return ((Result.SessionOpened) apply(new Command.OpenSession(idleMillis))).session();
  }

  private static Command inSession(long session, long sequence, TopicCommand command) {
    return new Command.InSession(session, sequence, command);
  }

  private void put(String... texts) {
    apply(new Command.Put("t", List.of(texts).stream().map(Body::of).toList()));
  }

  private static Result refused(Refusal reason) {
    return new Result.Refused(reason);
  }

  private static Receipt receipt(Result result) {
    return ((Result.Messages) result).messages().getFirst().receipt();
  }

  private static int count(Result result) {
    return ((Result.Messages) result).messages().size();
  }

  private static List<String> texts(Result result) {
    return ((Result.Messages) result)
        .messages().stream().map(Delivered::body).map(Body::text).toList();
  }
}
