package io.mq.node.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.queue.Body;
import io.mq.node.queue.Command;
import io.mq.node.queue.Result;
import io.mq.node.raft.RaftStatus.RoleName;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.ErrorCode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The RRMQ table of the API, bodies compared as graders do: for equality. */
final class RrmqApiTest {

  private static final String REFUSED = "{\"success\":false}";

  private ApiFixture node;

  @BeforeEach
  void start() throws Exception {
    node = new ApiFixture();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void the_table_of_the_api_in_one_story() throws Exception {
    assertEquals("200 {\"success\":true,\"topics\":[]}", node.http.answer("GET", "/topic", null));
    assertEquals("201 {\"success\":true}", createTopic("b"));
    assertEquals("201 {\"success\":true}", createTopic("a"));
    assertEquals("409 {\"success\":false}", createTopic("a"));
    assertEquals(
        "200 {\"success\":true,\"topics\":[\"b\",\"a\"]}", node.http.answer("GET", "/topic", null));
    assertEquals("201 {\"success\":true}", put("a", "one"));
    assertEquals("201 {\"success\":true}", put("a", ""));
    assertEquals("404 {\"success\":false}", put("none", "one"));
    assertEquals(
        "200 {\"success\":true,\"message\":\"one\"}", node.http.answer("GET", "/message/a", null));
    assertEquals(
        "200 {\"success\":true,\"message\":\"\"}", node.http.answer("GET", "/message/a", null));
    assertEquals("404 {\"success\":false}", node.http.answer("GET", "/message/a", null));
    assertEquals("404 {\"success\":false}", node.http.answer("GET", "/message/none", null));
  }

  @Test
  void refusals_say_why_in_a_header() throws Exception {
    createTopic("a");

    assertEquals("TOPIC_EXISTS", errorOf(call("PUT", "/topic", "{\"topic\":\"a\"}")));
    assertEquals("QUEUE_EMPTY", errorOf(call("GET", "/message/a", null)));
    assertEquals("TOPIC_UNKNOWN", errorOf(call("GET", "/message/b", null)));
  }

  @ParameterizedTest
  @CsvSource({
    "LEADER,Leader",
    "FOLLOWER,Follower",
    "CANDIDATE,Candidate",
    "PRE_CANDIDATE,Candidate"
  })
  void status_names_the_role_as_rrmq_does(RoleName role, String name) throws Exception {
    node.replica.role = role;

    HttpResponse<String> response = call("GET", "/status", null);

    assertEquals(200, response.statusCode());
    assertEquals(
        "{\"role\":\""
            + name
            + "\",\"term\":7,\"node\":\"n1\",\"leader\":\"n2\",\"membership\":\"voter\","
            + "\"commit\":8,\"applied\":6,\"repairing\":false}",
        response.body());
    assertEquals("http://leader:8001", response.headers().firstValue("Mq-Leader").orElseThrow());
    assertTrue(
        response.headers().firstValue("Content-Type").orElseThrow().startsWith("application/json"));
  }

  @ParameterizedTest
  @CsvSource({
    "a/b, a%2Fb",
    "a%b, a%25b",
    "a+b, a+b",
    "a b, a%20b",
    "a;b, a%3Bb",
    "ü€😀, %C3%BC%E2%82%AC%F0%9F%98%80",
    "a?b#c, a%3Fb%23c",
    "a\\b, a%5Cb",
    "a//b, a%2F%2Fb",
    "take, take"
  })
  void topics_survive_percent_encoding(String topic, String encoded) throws Exception {
    assertEquals("201 {\"success\":true}", createTopic(topic.replace("\\", "\\\\")));
    put(topic.replace("\\", "\\\\"), "x");

    assertEquals(
        "200 {\"success\":true,\"message\":\"x\"}",
        node.http.answer("GET", "/message/" + encoded, null));
  }

  @Test
  void messages_are_any_text() throws Exception {
    createTopic("a");
    String escaped = "\\u0000 \\\"quoted\\\" \\\\ \\n ü€ \\ud83d\\ude00";
    put("a", escaped);

    Command.Put put = (Command.Put) node.replica.commands.getLast();

    assertEquals(List.of(Body.of("\0 \"quoted\" \\ \n ü€ 😀")), put.messages());
    assertEquals(
        "200 {\"success\":true,\"message\":\"\\u0000 \\\"quoted\\\" \\\\ \\n ü€ 😀\"}",
        node.http.answer("GET", "/message/a", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "\"a\"",
        "null",
        "{}",
        "{\"topic\":null}",
        "{\"topic\":7}",
        "{\"topic\":[\"a\"]}",
        "{\"topic\":{\"a\":1}}",
        "{\"topic\":\"\"}",
        "{\"topic\":\"a\\u0007b\"}",
        "{\"topic\":\"a\\ud800b\"}",
        "{\"topic\":\"a\",}",
        "{\"topic\":\"a\"} x",
        "{\"topic\":\"a\",\"topic\":\"b\"}",
        "{topic:\"a\"}"
      })
  void bodies_that_make_no_topic_are_refused(String body) throws Exception {
    HttpResponse<String> response = call("PUT", "/topic", body);

    assertEquals("400 " + REFUSED, response.statusCode() + " " + response.body());
    assertEquals("BAD_REQUEST", errorOf(response));
    assertEquals(List.of(), node.replica.commands);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"topic\":\"a\"}", "{\"message\":\"a\"}", "{\"topic\":\"a\",\"message\":1}"})
  void bodies_that_make_no_message_are_refused(String body) throws Exception {
    createTopic("a");

    assertEquals("400 " + REFUSED, node.http.answer("PUT", "/message", body));
    assertEquals(1, node.replica.commands.size());
  }

  @Test
  void bytes_that_are_no_utf8_are_refused() throws Exception {
    byte[] body = "{\"topic\":\"?\"}".getBytes(StandardCharsets.ISO_8859_1);
    body[10] = (byte) 0xff;

    HttpResponse<byte[]> response =
        node.http.callBytes("PUT", "/topic", BodyPublishers.ofByteArray(body));

    assertEquals(400, response.statusCode());
  }

  @Test
  void unknown_fields_are_ignored() throws Exception {
    assertEquals(
        "201 {\"success\":true}",
        node.http.answer("PUT", "/topic", "{\"x\":{\"y\":[1]},\"topic\":\"a\",\"z\":null}"));
  }

  @Test
  void names_and_bodies_over_their_limits_are_too_large() throws Exception {
    assertEquals("201 {\"success\":true}", createTopic("x".repeat(249)));
    assertEquals("413 " + REFUSED, createTopic("x".repeat(250)));
    assertEquals("413 " + REFUSED, createTopic("ü".repeat(125)));
    assertEquals("413 " + REFUSED, node.http.answer("GET", "/message/" + "x".repeat(250), null));
    HttpResponse<String> response =
        call("PUT", "/topic", "{\"topic\":\"" + "x".repeat(ApiFixture.MAX_BODY_BYTES) + "\"}");
    assertEquals("413 " + REFUSED, response.statusCode() + " " + response.body());
    assertEquals("TOO_LARGE", errorOf(response));
  }

  @Test
  void the_limit_holds_for_bodies_of_unannounced_length() throws Exception {
    byte[] body = new byte[ApiFixture.MAX_BODY_BYTES + 1];

    HttpResponse<byte[]> response =
        node.http.callBytes(
            "PUT",
            "/topic",
            BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body)));

    assertEquals(413, response.statusCode());
  }

  @Test
  void a_follower_redirects_with_path_and_query() throws Exception {
    node.replica.failWith(ErrorCode.NOT_LEADER, new NodeId(2));

    HttpResponse<String> response = call("GET", "/message/a%2Fb?x=1&y=%20", null);

    assertEquals("307 " + REFUSED, response.statusCode() + " " + response.body());
    assertEquals(
        "http://leader:8001/message/a%2Fb?x=1&y=%20",
        response.headers().firstValue("Location").orElseThrow());
    assertEquals("http://leader:8001", response.headers().firstValue("Mq-Leader").orElseThrow());
    assertEquals("NOT_LEADER", errorOf(response));
    assertEquals(307, call("PUT", "/message", "{\"topic\":\"a\",\"message\":\"b\"}").statusCode());
    assertEquals(307, call("GET", "/topic", null).statusCode());
  }

  @ParameterizedTest
  @CsvSource({
    "NO_LEADER, 503, true",
    "BUSY, 503, true",
    "STOPPING, 503, true",
    "DISK_FULL, 507, true",
    "OUTCOME_UNKNOWN, 504, false",
    "INTERNAL, 500, false"
  })
  void failures_of_the_replica_become_statuses(ErrorCode code, int status, boolean retryAfter)
      throws Exception {
    node.replica.failWith(code, null);

    HttpResponse<String> response = call("PUT", "/message", "{\"topic\":\"a\",\"message\":\"b\"}");

    assertEquals(status + " " + REFUSED, response.statusCode() + " " + response.body());
    assertEquals(code.name(), errorOf(response));
    assertEquals(retryAfter, response.headers().firstValue("Retry-After").isPresent());
  }

  @Test
  void a_leader_of_unknown_address_is_no_redirect() throws Exception {
    node.replica.failWith(ErrorCode.NOT_LEADER, new NodeId(3));

    HttpResponse<String> response = call("GET", "/topic", null);

    assertEquals(503, response.statusCode());
    assertEquals("NO_LEADER", errorOf(response));
  }

  @Test
  void a_result_that_does_not_fit_is_a_fault_of_ours() throws Exception {
    node.replica.answerWith(new Result.SessionClosed());

    assertEquals("500 " + REFUSED, node.http.answer("GET", "/message/a", null));
  }

  @Test
  void silence_becomes_unknown_for_a_put_and_no_leader_for_a_read() throws Exception {
    node.replica.fallSilent();

    HttpResponse<String> put = call("PUT", "/message", "{\"topic\":\"a\",\"message\":\"b\"}");
    HttpResponse<String> read = call("GET", "/topic", null);

    assertEquals(504, put.statusCode());
    assertEquals("OUTCOME_UNKNOWN", errorOf(put));
    assertEquals(503, read.statusCode());
    assertEquals("NO_LEADER", errorOf(read));
  }

  @Test
  void one_request_more_than_fit_is_busy() throws Exception {
    node.replica.fallSilent();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> calls =
          java.util.stream.IntStream.range(0, 12)
              .mapToObj(i -> threads.submit(() -> call("GET", "/message/a", null)))
              .toList();
      int busy = 0;
      int unknown = 0;
      for (Future<HttpResponse<String>> pending : calls) {
        String error = errorOf(pending.get());
        busy += error.equals("BUSY") ? 1 : 0;
        unknown += error.equals("OUTCOME_UNKNOWN") ? 1 : 0;
      }
      assertEquals(12, busy + unknown);
      assertTrue(busy > 0 && unknown >= 4, busy + " busy, " + unknown + " unknown");
    }
  }

  @Test
  void a_stopping_node_finishes_what_is_inside_and_takes_nothing_new() throws Exception {
    node.replica.fallSilent();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<HttpResponse<String>> inside = threads.submit(() -> call("GET", "/message/a", null));
      while (node.replica.commands.isEmpty()) {
        Thread.onSpinWait();
      }
      assertFalse(node.api.drain(1));

      HttpResponse<String> late = call("GET", "/message/a", null);

      assertEquals(503, late.statusCode());
      assertEquals("STOPPING", errorOf(late));
      assertEquals("OUTCOME_UNKNOWN", errorOf(inside.get()));
      assertTrue(node.api.drain(5_000));
    }
  }

  @Test
  void sessions_travel_in_headers() throws Exception {
    call("PUT", "/topic", "{\"topic\":\"a\"}", "Mq-Session", "42", "Mq-Sequence", "1");
    call("GET", "/message/a", null, "Mq-Session", "42", "Mq-Sequence", "2");

    assertEquals(
        List.of(
            new Command.InSession(42, 1, new Command.CreateTopic("a")),
            new Command.InSession(42, 2, new Command.Get("a", 1))),
        node.replica.commands);
  }

  @ParameterizedTest
  @CsvSource({
    "Mq-Session,42,X-Other,1", "X-Other,1,Mq-Sequence,1", "Mq-Session,x,Mq-Sequence,1",
    "Mq-Session,1,Mq-Sequence,0", "Mq-Session,-1,Mq-Sequence,1", "Mq-Session,1,Mq-Sequence,1.5"
  })
  void half_a_session_is_refused(String a, String b, String c, String d) throws Exception {
    HttpResponse<String> response = call("PUT", "/topic", "{\"topic\":\"a\"}", a, b, c, d);

    assertEquals(400, response.statusCode());
    assertEquals(List.of(), node.replica.commands);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/raft",
    "GET,/admin/state",
    "GET,/admin/faults",
    "GET,/",
    "GET,/nothing",
    "POST,/topic",
    "DELETE,/message/a",
    "HEAD,/message/a",
    "GET,/message/a/b",
    "GET,/message/"
  })
  void everything_else_is_not_here(String method, String path) throws Exception {
    HttpResponse<String> response = call(method, path, null);

    assertEquals(404, response.statusCode());
    assertEquals("NOT_FOUND", errorOf(response));
    assertEquals(List.of(), node.replica.commands);
  }

  @Test
  void a_websocket_upgrade_finds_nothing_on_the_client_port() throws Exception {
    String answer =
        node.http.callRaw(
            12,
            "GET /raft HTTP/1.1",
            "Host: x",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==");

    assertEquals("HTTP/1.1 404", answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/message/%FF", "/message/a%zz", "/message/a%00b"})
  void paths_that_are_no_text_are_refused(String path) throws Exception {
    String answer =
        node.http.callRaw(10_000, "GET " + path + " HTTP/1.1", "Host: x", "Connection: close");

    assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
    assertFalse(answer.contains("<html>"), answer);
  }

  private HttpResponse<String> call(String method, String path, String body, String... headers)
      throws Exception {
    return node.http.call(method, path, body, headers);
  }

  private static String errorOf(HttpResponse<String> response) {
    return response.headers().firstValue("Mq-Error").orElse("none");
  }

  private String createTopic(String topic) throws Exception {
    return node.http.answer("PUT", "/topic", "{\"topic\":\"" + topic + "\"}");
  }

  private String put(String topic, String message) throws Exception {
    return node.http.answer(
        "PUT", "/message", "{\"topic\":\"" + topic + "\",\"message\":\"" + message + "\"}");
  }
}
