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
  void a_poll_that_finds_nothing_need_not_be_logged_until_the_session_is_half_idle() {
    apply(new Command.CreateTopic("t"));
    long session = openSession(100);
    Command poll = inSession(session, 1, new Command.Get("t", 1));

    assertEquals(Optional.of(refused(Refusal.QUEUE_EMPTY)), state.preview(poll, now + 40));
    assertEquals(Optional.empty(), state.preview(poll, now + 60));
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

  private static List<String> texts(Result result) {
    return ((Result.Messages) result)
        .messages().stream().map(Delivered::body).map(Body::text).toList();
  }
}
