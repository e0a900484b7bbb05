package io.mq.node.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mq.node.queue.Body;
import io.mq.node.queue.Command;
import io.mq.node.queue.Receipt;
import io.mq.node.queue.Result;
import io.mq.node.queue.Result.Refusal;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.ErrorCode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class V1ApiTest {

  private static final String MESSAGES = "/v1/topics/a/messages";
  private static final String[] JSON = {"Content-Type", "application/json; charset=utf-8"};

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
  void topics_are_created_shown_listed_and_deleted() throws Exception {
    assertEquals("201 {\"topic\":\"a/b\"}", answer("PUT", "/v1/topics/a%2Fb", null));
    assertEquals(
        "200 {\"topic\":\"a/b\",\"ready\":0,\"leased\":0,\"nextMessageId\":1,\"bytes\":0}",
        answer("GET", "/v1/topics/a%2Fb", null));
    assertEquals(
        "200 {\"topics\":[{\"topic\":\"a/b\",\"ready\":0,\"leased\":0,\"nextMessageId\":1,"
            + "\"bytes\":0}]}",
        answer("GET", "/v1/topics", null));
    assertEquals(409, node.http.call("PUT", "/v1/topics/a%2Fb", null).statusCode());
    assertEquals("204 ", answer("DELETE", "/v1/topics/a%2Fb", null));
    assertEquals(404, node.http.call("DELETE", "/v1/topics/a%2Fb", null).statusCode());
  }

  @Test
  void given_a_node_that_does_not_lead_then_it_answers_locally_if_asked_so_and_says_so()
      throws Exception {
    answer("PUT", "/v1/topics/a", null);
    answer("POST", MESSAGES, "one", "Content-Type", "text/plain");
    node.replica.failWith(ErrorCode.NO_LEADER, null);

    assertEquals(503, node.http.call("GET", "/v1/topics", null).statusCode());
    for (String path : List.of("/v1/topics", "/v1/topics/a", MESSAGES)) {
      HttpResponse<String> local = node.http.call("GET", path + "?consistency=local", null);
      assertEquals(200, local.statusCode(), path);
      assertEquals("local", local.headers().firstValue("Mq-Consistency").orElse(""), path);
      assertEquals("6", local.headers().firstValue("Mq-Applied-Index").orElse(""), path);
    }
    HttpResponse<String> wrong = node.http.call("GET", "/v1/topics?consistency=some", null);
    assertEquals(400, wrong.statusCode());
    assertEquals(true, wrong.body().contains("must be linearizable or local; got some"));
  }

  @Test
  void messages_are_put_peeked_and_taken() throws Exception {
    answer("PUT", "/v1/topics/a", null);
    assertEquals(
        "201 {\"firstMessageId\":1,\"count\":1}",
        answer("POST", MESSAGES, "one", "Content-Type", "text/plain"));
    assertEquals(
        "201 {\"firstMessageId\":2,\"count\":2}",
        answer("POST", MESSAGES, "{\"messages\":[\"two\",\"\"]}", JSON));
    assertEquals(
        "201 {\"firstMessageId\":4,\"count\":1}",
        answer("POST", MESSAGES, "{\"messagesBase64\":[\"/w==\"]}", JSON));

    assertEquals(
        "200 {\"messages\":[{\"id\":1,\"message\":\"one\"},{\"id\":2,\"message\":\"two\"}]}",
        answer("GET", MESSAGES + "?max=2", null));
    assertEquals(
        "200 {\"messages\":[{\"id\":1,\"message\":\"one\"}]}",
        answer("POST", MESSAGES + "/take", null));
    assertEquals(
        "200 {\"messages\":[{\"id\":1,\"message\":\"two\"},{\"id\":2,\"message\":\"\"},"
            + "{\"id\":3,\"messageBase64\":\"/w==\"}]}",
        answer("POST", MESSAGES + "/take?max=10", null));
    assertEquals(404, node.http.call("POST", MESSAGES + "/take", null).statusCode());
  }

  @Test
  void raw_bytes_go_in_and_come_out_unchanged() throws Exception {
    answer("PUT", "/v1/topics/a", null);
    byte[] bytes = {0, -1, 10, 13, 127};

    node.http.callBytes(
        "POST",
        MESSAGES,
        BodyPublishers.ofByteArray(bytes),
        "Content-Type",
        "application/octet-stream");
    HttpResponse<byte[]> leased =
        node.http.callBytes(
            "POST",
            MESSAGES + "/lease",
            BodyPublishers.noBody(),
            "Accept",
            "application/octet-stream");

    assertEquals(200, leased.statusCode());
    assertArrayEquals(bytes, leased.body());
    assertEquals("1", leased.headers().firstValue("Mq-Message-Id").orElseThrow());
    assertEquals("1-1", leased.headers().firstValue("Mq-Receipt").orElseThrow());
  }

  @Test
  void leases_carry_receipts_which_come_back() throws Exception {
    answer("PUT", "/v1/topics/a", null);
    answer("POST", MESSAGES, "one");
    assertEquals(
        "200 {\"messages\":[{\"id\":1,\"attempt\":1,\"receipt\":\"1-1\",\"message\":\"one\"}]}",
        answer("POST", MESSAGES + "/lease?max=3&leaseMillis=500", null));
    assertEquals(new Command.Lease("a", 3, 500), node.replica.commands.getLast());

    assertEquals(
        "200 {\"honoured\":[\"1-1\",\"20-3\"],\"stale\":[]}",
        answer("POST", MESSAGES + "/acknowledge", "{\"receipts\":[\"1-1\",\"20-3\"]}"));
    assertEquals(
        new Command.Acknowledge("a", List.of(new Receipt(1, 1), new Receipt(20, 3))),
        node.replica.commands.getLast());
  }

  @Test
  void a_peeked_message_that_was_leased_before_has_no_receipt() throws Exception {
    node.replica.answerWith(
        new Result.Messages(
            List.of(new Result.Delivered(new Receipt(5, 2), Body.of("came back")))));

    assertEquals(
        "200 {\"messages\":[{\"id\":5,\"message\":\"came back\"}]}", answer("GET", MESSAGES, null));
  }

  @Test
  void receipts_that_are_all_stale_are_a_conflict() throws Exception {
    HttpResponse<String> response =
        node.http.call("POST", MESSAGES + "/return", "{\"receipts\":[\"1-1\"]}");

    assertEquals(409, response.statusCode());
    assertEquals("RECEIPT_STALE", response.headers().firstValue("Mq-Error").orElseThrow());
  }

  @Test
  void sessions_are_opened_and_closed() throws Exception {
    assertEquals(
        "201 {\"session\":42,\"idleMillis\":300000}", answer("POST", "/v1/sessions", null));
    assertEquals(
        "201 {\"session\":42,\"idleMillis\":5000}",
        answer("POST", "/v1/sessions", "{\"idleMillis\":5000}"));
    assertEquals("204 ", answer("DELETE", "/v1/sessions/42", null));
    assertEquals(new Command.CloseSession(42), node.replica.commands.getLast());
  }

  @Test
  void commands_take_session_headers_here_too() throws Exception {
    answer("PUT", "/v1/topics/a", null, "Mq-Session", "42", "Mq-Sequence", "1");
    answer("POST", MESSAGES, "one", "Mq-Session", "42", "Mq-Sequence", "2");

    assertEquals(
        List.of(
            new Command.InSession(42, 1, new Command.CreateTopic("a")),
            new Command.InSession(42, 2, new Command.Put("a", List.of(Body.of("one"))))),
        node.replica.commands);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "POST   | /v1/topics/a/messages             | {\"messages\":[]}",
        "POST   | /v1/topics/a/messages             | {\"messages\":[1]}",
        "POST   | /v1/topics/a/messages             | {\"messages\":\"x\"}",
        "POST   | /v1/topics/a/messages             | {}",
        "POST   | /v1/topics/a/messages             |"
            + " {\"messages\":[\"\"],\"messagesBase64\":[\"\"]}",
        "POST   | /v1/topics/a/messages             | {\"messagesBase64\":[\"%\"]}",
        "POST   | /v1/topics/a/messages/take?max=0  | {}",
        "POST   | /v1/topics/a/messages/take?max=x  | {}",
        "POST   | /v1/topics/a/messages/take?max=257 | {}",
        "POST   | /v1/topics/a/messages/lease?leaseMillis=1 | {}",
        "POST   | /v1/topics/a/messages/acknowledge | {}",
        "POST   | /v1/topics/a/messages/acknowledge | {\"receipts\":[]}",
        "POST   | /v1/topics/a/messages/acknowledge | {\"receipts\":[\"1\"]}",
        "POST   | /v1/topics/a/messages/return      | {\"receipts\":[\"0-1\"]}",
        "GET    | /v1/topics/a/messages?max=-1      | {}",
        "POST   | /v1/sessions                      | {\"idleMillis\":5}",
        "POST   | /v1/sessions                      | {\"idleMillis\":\"5000\"}",
        "DELETE | /v1/sessions/x                    | {}",
        "PUT    | /v1/topics/a%07b                  | {}",
      })
  void requests_that_make_no_sense_are_refused(String method, String path, String body)
      throws Exception {
    HttpResponse<String> response = node.http.call(method, path, body, JSON);

    assertEquals(400, response.statusCode(), response.body());
    assertEquals(List.of(), node.replica.commands);
  }

  @Test
  void a_content_type_nobody_knows_is_refused() throws Exception {
    assertEquals(
        400, node.http.call("POST", MESSAGES, "x", "Content-Type", "image/png").statusCode());
  }

  @Test
  void errors_are_problems() throws Exception {
    HttpResponse<String> response = node.http.call("GET", "/v1/topics/none", null);

    assertEquals(
        "application/problem+json", response.headers().firstValue("Content-Type").orElseThrow());
    assertEquals(
        "{\"type\":\"urn:mq:error:topic-unknown\",\"title\":\"topic unknown\",\"status\":404,"
            + "\"code\":\"TOPIC_UNKNOWN\",\"definite\":true,"
            + "\"detail\":\"there is no such topic\"}",
        response.body());
  }

  @Test
  void an_unknown_outcome_is_not_definite() throws Exception {
    node.replica.failWith(ErrorCode.OUTCOME_UNKNOWN, null);

    String body = node.http.call("POST", MESSAGES, "x").body();

    assertEquals(true, body.contains("\"definite\":false"), body);
  }

  @ParameterizedTest
  @CsvSource({
    "TOPIC_EXISTS,409",
    "TOPIC_UNKNOWN,404",
    "QUEUE_EMPTY,404",
    "SESSION_UNKNOWN,410",
    "SEQUENCE_TOO_OLD,409"
  })
  void refusals_have_their_status(Refusal reason, int status) throws Exception {
    node.replica.answerWith(new Result.Refused(reason));

    HttpResponse<String> response = node.http.call("POST", MESSAGES + "/take", null);

    assertEquals(status, response.statusCode());
    assertEquals(reason.name(), response.headers().firstValue("Mq-Error").orElseThrow());
  }

  @Test
  void a_follower_redirects() throws Exception {
    node.replica.failWith(ErrorCode.NOT_LEADER, new NodeId(2));

    HttpResponse<String> response = node.http.call("POST", MESSAGES + "/take?max=2", null);

    assertEquals(307, response.statusCode());
    assertEquals(
        "http://leader:8001" + MESSAGES + "/take?max=2",
        response.headers().firstValue("Location").orElseThrow());
  }

  private String answer(String method, String path, String body, String... headers)
      throws Exception {
    return node.http.answer(method, path, body, headers);
  }
}
