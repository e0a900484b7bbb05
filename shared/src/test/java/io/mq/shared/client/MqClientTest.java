package io.mq.shared.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.shared.client.Outcome.Done;
import io.mq.shared.client.Outcome.Refused;
import io.mq.shared.client.Outcome.Unknown;
import io.mq.shared.wire.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the client makes of what nodes answer, or do not answer. */
class MqClientTest {

  private static final String SESSION_7 = "{\"session\":7,\"idleMillis\":300000}";
  private static final String SESSION_8 = "{\"session\":8,\"idleMillis\":300000}";
  private static final String SUCCESS = "{\"success\":true}";

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private FakeNode node() {
    FakeNode node = new FakeNode();
    open.add(node);
    return node;
  }

  private MqSession session(ClientSettings settings, String... urls) {
    MqClient client = new MqClient(List.of(urls), settings);
    open.add(client);
    return client.session();
  }

  private static ClientSettings within(int tryMillis, int deadlineMillis) {
    return ClientSettings.DEFAULT
        .withTryTimeoutMillis(tryMillis)
        .withDeadlineMillis(deadlineMillis);
  }

  private static String deadUrl() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://127.0.0.1:" + socket.getLocalPort();
    }
  }

  @Test
  void given_a_leader_when_two_puts_then_one_session_and_two_sequences() {
    FakeNode leader = node().answers(201, SESSION_7).answers(201, SUCCESS).answers(201, SUCCESS);
    MqSession session = session(ClientSettings.DEFAULT, leader.url());

    assertEquals(new Done<>(true), session.put("t", "a"));
    assertEquals(new Done<>(true), session.put("t", "b"));

    assertEquals(
        List.of("POST /v1/sessions", "PUT /message 7/1", "PUT /message 7/2"), leader.asked);
  }

  @Test
  void given_a_follower_when_it_redirects_then_the_leader_is_asked_and_remembered() {
    FakeNode leader = node().answers(201, SESSION_7).answers(201, SUCCESS);
    FakeNode follower = node().redirectsTo(leader, "/v1/sessions");
    MqSession session = session(ClientSettings.DEFAULT, follower.url(), leader.url());

    assertEquals(new Done<>(true), session.put("t", "a"));

    assertEquals(List.of("POST /v1/sessions"), follower.asked);
    assertEquals(List.of("POST /v1/sessions", "PUT /message 7/1"), leader.asked);
  }

  @Test
  void given_no_leader_yet_when_asked_again_then_the_same_sequence_is_used() {
    FakeNode node =
        node()
            .answers(201, SESSION_7)
            .answersError(503, "NO_LEADER")
            .answersError(503, "BUSY")
            .answers(201, SUCCESS);
    MqSession session = session(ClientSettings.DEFAULT, node.url());

    assertEquals(new Done<>(true), session.put("t", "a"));

    assertEquals(
        List.of("POST /v1/sessions", "PUT /message 7/1", "PUT /message 7/1", "PUT /message 7/1"),
        node.asked);
  }

  @Test
  void given_a_node_that_hangs_when_the_try_times_out_then_another_gets_the_same_sequence() {
    FakeNode paused = node().answers(201, SESSION_7).keepsSilent();
    FakeNode other = node().answers(201, SUCCESS);
    MqSession session = session(within(150, 5_000), paused.url(), other.url());

    assertEquals(new Done<>(true), session.put("t", "a"));

    assertEquals(List.of("POST /v1/sessions", "PUT /message 7/1"), paused.asked);
    assertEquals(List.of("PUT /message 7/1"), other.asked);
  }

  @Test
  void given_a_leader_that_hangs_when_followers_still_name_it_then_they_are_asked_again() {
    FakeNode paused = node().answers(201, SESSION_7).keepsSilent();
    FakeNode follower =
        node()
            .redirectsTo(paused, "/message")
            .redirectsTo(paused, "/message")
            .answers(201, SUCCESS);
    MqSession session = session(within(200, 5_000), paused.url(), follower.url());

    assertEquals(new Done<>(true), session.put("t", "a"));

    assertEquals(
        List.of("PUT /message 7/1", "PUT /message 7/1", "PUT /message 7/1"), follower.asked);
  }

  @Test
  void given_silence_until_the_deadline_then_the_outcome_is_unknown_never_refused() {
    FakeNode node = node().answers(201, SESSION_7);
    for (int i = 0; i < 20; i++) {
      node.keepsSilent();
    }
    MqSession session = session(within(100, 400), node.url());

    assertInstanceOf(Unknown.class, session.put("t", "a"));
  }

  @Test
  void given_a_node_that_may_have_acted_when_then_only_refusals_follow_then_it_stays_unknown() {
    FakeNode node = node().answers(201, SESSION_7).answersError(504, "OUTCOME_UNKNOWN");
    for (int i = 0; i < 200; i++) {
      node.answersError(503, "NO_LEADER");
    }
    MqSession session = session(within(100, 400), node.url());

    assertInstanceOf(Unknown.class, session.put("t", "a"));
  }

  @Test
  void given_nobody_listens_when_the_deadline_passes_then_it_is_refused_for_want_of_a_leader()
      throws IOException {
    MqSession session = session(within(100, 300), deadUrl());

    Refused<?> refused = assertInstanceOf(Refused.class, session.put("t", "a"));

    assertEquals(ErrorCode.NO_LEADER, refused.code());
    assertTrue(refused.detail().contains("connection refused"), refused.detail());
  }

  @Test
  void given_a_leader_without_room_until_the_deadline_then_it_is_refused_for_that_reason() {
    FakeNode node = node().answers(201, SESSION_7);
    for (int i = 0; i < 200; i++) {
      node.answersError(507, "QUEUES_FULL");
    }
    MqSession session = session(within(100, 300), node.url());

    Refused<?> refused = assertInstanceOf(Refused.class, session.put("t", "a"));

    assertEquals(ErrorCode.QUEUES_FULL, refused.code());
    assertTrue(node.asked.size() > 3, "it was asked again: " + node.asked);
  }

  @Test
  void given_a_dead_node_first_when_asked_then_the_next_one_answers() throws IOException {
    FakeNode leader = node().answers(201, SESSION_7).answers(201, SUCCESS);
    MqSession session = session(ClientSettings.DEFAULT, deadUrl(), leader.url());

    assertEquals(new Done<>(true), session.put("t", "a"));
  }

  @Test
  void given_a_client_that_is_told_of_other_nodes_then_it_asks_those() {
    FakeNode gone = node().answers(201, SESSION_7).answers(201, SUCCESS);
    FakeNode fresh = node().answers(201, SUCCESS);
    MqClient client = new MqClient(List.of(gone.url()), ClientSettings.DEFAULT);
    open.add(client);
    MqSession session = client.session();
    assertEquals(new Done<>(true), session.put("t", "a"));

    client.ask(List.of(fresh.url()));

    assertEquals(new Done<>(true), session.put("t", "b"));
    assertEquals(List.of("PUT /message 7/2"), fresh.asked);
  }

  @Test
  void given_a_session_that_is_gone_when_nothing_was_tried_then_a_new_one_is_used() {
    FakeNode node =
        node()
            .answers(201, SESSION_7)
            .answersError(410, "SESSION_UNKNOWN")
            .answers(201, SESSION_8)
            .answers(201, SUCCESS);
    MqSession session = session(ClientSettings.DEFAULT, node.url());

    assertEquals(new Done<>(true), session.put("t", "a"));

    assertEquals("PUT /message 8/1", node.asked.getLast());
  }

  @Test
  void given_a_session_that_is_gone_when_an_earlier_try_may_have_acted_then_unknown() {
    FakeNode node =
        node()
            .answers(201, SESSION_7)
            .answersError(504, "OUTCOME_UNKNOWN")
            .answersError(410, "SESSION_UNKNOWN");
    MqSession session = session(ClientSettings.DEFAULT, node.url());

    assertInstanceOf(Unknown.class, session.put("t", "a"));
    assertEquals(3, node.asked.size());
  }

  @Test
  void given_sessions_that_are_gone_again_and_again_then_the_deadline_ends_it() {
    FakeNode node = node();
    for (int i = 0; i < 20_000; i++) {
      node.answers(201, SESSION_7).answersError(410, "SESSION_UNKNOWN");
    }
    MqSession session = session(within(100, 200), node.url());

    assertInstanceOf(Refused.class, session.put("t", "a"));
  }

  @Test
  void given_an_answer_of_the_queue_when_an_earlier_try_may_have_acted_then_it_counts_for_both() {
    FakeNode node =
        node()
            .answers(201, SESSION_7)
            .answersError(504, "OUTCOME_UNKNOWN")
            .answersError(404, "QUEUE_EMPTY");
    MqSession session = session(ClientSettings.DEFAULT, node.url());

    Refused<?> refused = assertInstanceOf(Refused.class, session.get("t"));

    assertEquals(ErrorCode.QUEUE_EMPTY, refused.code());
  }

  @Test
  void given_a_node_without_sessions_when_it_is_silent_then_the_put_is_not_repeated() {
    FakeNode plain = node().answers(404, "{\"success\":false}").keepsSilent();
    MqSession session = session(within(150, 2_000), plain.url());

    assertInstanceOf(Unknown.class, session.put("t", "a"));

    assertEquals(List.of("POST /v1/sessions", "PUT /message"), plain.asked);
  }

  @Test
  void given_a_node_without_codes_when_it_refuses_then_the_statuses_of_the_rrmq_api_count() {
    FakeNode plain =
        node()
            .answers(404, "{\"success\":false}")
            .answers(409, "{\"success\":false}")
            .answers(404, "{\"success\":false}")
            .answers(404, "{\"success\":false}");
    MqSession session = session(ClientSettings.DEFAULT, plain.url());

    assertEquals(ErrorCode.TOPIC_EXISTS, refusal(session.createTopic("t")));
    assertEquals(ErrorCode.TOPIC_UNKNOWN, refusal(session.put("t", "a")));
    assertEquals(ErrorCode.QUEUE_EMPTY, refusal(session.get("t")));
  }

  @Test
  void given_one_node_only_when_it_is_not_the_leader_then_it_is_not_followed() {
    FakeNode leader = node();
    FakeNode follower = node().redirectsTo(leader, "/v1/sessions");
    MqSession session = session(ClientSettings.DEFAULT.withoutRedirects(), follower.url());

    assertEquals(ErrorCode.NOT_LEADER, refusal(session.put("t", "a")));
    assertEquals(List.of(), leader.asked);
  }

  @Test
  void given_a_slash_and_a_space_in_a_topic_when_asked_then_the_path_is_percent_encoded() {
    FakeNode node =
        node().answers(201, SESSION_7).answers(200, "{\"success\":true,\"message\":\"hello\"}");
    MqSession session = session(ClientSettings.DEFAULT, node.url());

    assertEquals(new Done<>("hello"), session.get("a/b c"));

    assertEquals("GET /message/a%2Fb%20c 7/1", node.asked.getLast());
  }

  @Test
  void given_a_batch_when_taken_then_texts_and_bytes_come_out_in_order() {
    FakeNode node =
        node()
            .answers(201, SESSION_7)
            .answers(
                200,
                "{\"messages\":[{\"id\":1,\"message\":\"a\"},{\"id\":2,\"messageBase64\":\"Yg==\"}]}");
    MqSession session = session(ClientSettings.DEFAULT, node.url());

    assertEquals(new Done<>(List.of("a", "b")), session.getAll("t", 2));
  }

  private static ErrorCode refusal(Outcome<?> outcome) {
    return assertInstanceOf(Refused.class, outcome).code();
  }

  @Test
  void given_nodes_that_do_not_redirect_when_asking_for_the_leader_then_it_gets_the_request() {
    FakeNode old = node().answers(200, "{\"role\":\"Leader\",\"term\":1}");
    FakeNode follower = node().answers(200, "{\"role\":\"Follower\",\"term\":2}");
    FakeNode leader =
        node()
            .answers(200, "{\"role\":\"Leader\",\"term\":2}")
            .answers(501, "what?")
            .answers(201, SUCCESS);
    MqSession session =
        session(ClientSettings.DEFAULT.askingForLeader(), old.url(), follower.url(), leader.url());

    assertEquals(new Done<>(true), session.put("t", "a"));

    assertEquals(List.of("GET /status", "POST /v1/sessions", "PUT /message"), leader.asked);
    assertEquals(List.of("GET /status"), old.asked);
    assertEquals(List.of("GET /status"), follower.asked);
  }

  @Test
  void given_nobody_who_says_that_it_leads_when_time_is_up_then_nothing_was_sent() {
    FakeNode follower = node();
    MqSession session = session(within(50, 200).askingForLeader(), follower.url());

    assertEquals(ErrorCode.NO_LEADER, refusal(session.put("t", "a")));
    assertTrue(follower.asked.stream().allMatch("GET /status"::equals), follower.asked.toString());
  }
}
