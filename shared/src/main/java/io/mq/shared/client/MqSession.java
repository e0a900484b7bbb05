package io.mq.shared.client;

import io.mq.shared.client.Exchange.Reader;
import io.mq.shared.client.Exchange.Repeat;
import io.mq.shared.json.Json;
import io.mq.shared.json.JsonObject;
import io.mq.shared.wire.ErrorCode;
import io.mq.shared.wire.Headers;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * One line of requests, each of which takes effect exactly once however often it has to be sent.
 * Its session is opened with the first request that needs one. Not thread-safe: one request at a
 * time.
 *
 * <p>A node of another make, which knows no sessions, is asked without; then a request that was
 * sent and not answered is not repeated, and its outcome is unknown.
 */
public final class MqSession {

  private static final long UNOPENED = 0;

  private final MqClient client;
  private int deadlineMillis;
  private boolean supported;
  private long session = UNOPENED;
  private long sequence;
  private String lastNode = "";

  MqSession(MqClient client, int deadlineMillis, boolean supported) {
    this.client = client;
    this.deadlineMillis = deadlineMillis;
    this.supported = supported;
  }

  /** The node that the last request went to, by its URL; empty before the first. */
  public String lastNode() {
    return lastNode;
  }

  /** Gives the requests from now on another deadline. */
  public void setDeadlineMillis(int millis) {
    deadlineMillis = millis;
  }

  /** Creates an empty topic. */
  public Outcome<Boolean> createTopic(String topic) {
    String body = Json.write(Map.of("topic", topic));
    return change(HttpCall.json("PUT", "/topic", body), answer -> true);
  }

  /** Deletes a topic and all its messages. */
  public Outcome<Boolean> deleteTopic(String topic) {
    return change(HttpCall.of("DELETE", "/v1/topics/" + encode(topic)), answer -> true);
  }

  /** Appends one message. */
  public Outcome<Boolean> put(String topic, String message) {
    String body = Json.write(Map.of("topic", topic, "message", message));
    return change(HttpCall.json("PUT", "/message", body), answer -> true);
  }

  /** Appends up to 1000 messages, all or none, in order. */
  public Outcome<Boolean> putAll(String topic, List<String> messages) {
    String body = Json.write(Map.of("messages", messages));
    HttpCall call = HttpCall.json("POST", "/v1/topics/" + encode(topic) + "/messages", body);
    return change(call, answer -> true);
  }

  /** Takes the first message. */
  public Outcome<String> get(String topic) {
    return change(
        HttpCall.of("GET", "/message/" + encode(topic)), answer -> answer.json().text("message"));
  }

  /** Takes the first messages, 1 to {@code max}, at most 256. */
  public Outcome<List<String>> getAll(String topic, int max) {
    String path = "/v1/topics/" + encode(topic) + "/messages/take?max=" + max;
    return change(HttpCall.of("POST", path), MqSession::messages);
  }

  /** The first messages, up to {@code max}, left where they are. */
  public Outcome<List<String>> peek(String topic, int max) {
    String path = "/v1/topics/" + encode(topic) + "/messages?max=" + max;
    return ask(HttpCall.of("GET", path), MqSession::messages);
  }

  /** One topic's figures. */
  public Outcome<TopicInfo> topic(String topic) {
    HttpCall call = HttpCall.of("GET", "/v1/topics/" + encode(topic));
    return ask(call, answer -> info(answer.json()));
  }

  /** The names of all topics in the order of their creation. */
  public Outcome<List<String>> topicNames() {
    return ask(HttpCall.of("GET", "/topic"), answer -> answer.json().texts("topics"));
  }

  /** All topics' figures in the order of their creation. */
  public Outcome<List<TopicInfo>> topics() {
    Outcome<List<TopicInfo>> figures =
        ask(
            HttpCall.of("GET", "/v1/topics"),
            answer -> {
              List<TopicInfo> all = new ArrayList<>();
              for (JsonObject each : answer.json().objects("topics")) {
                all.add(info(each));
              }
              return all;
            });
    if (figures instanceof Outcome.Refused<List<TopicInfo>>(ErrorCode code, String ignored)
        && code == ErrorCode.NOT_FOUND) {
      return topicNames()
          .map(names -> names.stream().map(name -> new TopicInfo(name, -1, -1, -1, -1)).toList());
    }
    return figures;
  }

  /** A question, which may be asked again at will. */
  private <T> Outcome<T> ask(HttpCall call, Reader<T> reader) {
    Retries retries = new Retries(deadlineMillis);
    return run(exchange(Repeat.HARMLESS, reader, call, retries), call);
  }

  /** A command, under the next sequence number of the session. */
  private <T> Outcome<T> change(HttpCall call, Reader<T> reader) {
    Retries retries = new Retries(deadlineMillis);
    while (true) {
      if (supported && session == UNOPENED) {
        Outcome<Long> opened = open(retries);
        if (opened instanceof Outcome.Refused<Long>(ErrorCode code, String detail) && supported) {
          return new Outcome.Refused<>(code, detail);
        }
        if (opened instanceof Outcome.Unknown<Long>(String detail)) {
          // Nobody knows that session, so nothing was asked under it.
          return new Outcome.Refused<>(ErrorCode.NO_LEADER, detail);
        }
      }
      Exchange<T> exchange =
          exchange(supported ? Repeat.IN_SESSION : Repeat.NEVER, reader, call, retries);
      Outcome<T> outcome = run(exchange, supported ? numbered(call) : call);
      if (!exchange.needsNewSession() || retries.isOver()) {
        if (outcome instanceof Outcome.Unknown<T>) {
          // A fresh session keeps the window of remembered answers free of the open one.
          session = UNOPENED;
        }
        return outcome;
      }
      session = UNOPENED;
    }
  }

  private HttpCall numbered(HttpCall call) {
    sequence++;
    return call.with(Headers.SESSION, Long.toString(session))
        .with(Headers.SEQUENCE, Long.toString(sequence));
  }

  private Outcome<Long> open(Retries retries) {
    HttpCall call = HttpCall.of("POST", "/v1/sessions");
    // A session opened twice is only one that nobody uses.
    Outcome<Long> outcome =
        run(
            exchange(Repeat.HARMLESS, answer -> answer.json().number("session"), call, retries),
            call);
    if (outcome instanceof Outcome.Done<Long>(Long id)) {
      session = id;
      sequence = 0;
    } else if (outcome instanceof Outcome.Refused<Long>(ErrorCode code, String ignored)
        && code == ErrorCode.NOT_FOUND) {
      supported = false;
    }
    return outcome;
  }

  private <T> Outcome<T> run(Exchange<T> exchange, HttpCall call) {
    Outcome<T> outcome = exchange.run(call);
    lastNode = exchange.lastNode();
    return outcome;
  }

  private <T> Exchange<T> exchange(
      Repeat repeat, Reader<T> reader, HttpCall call, Retries retries) {
    return new Exchange<>(client, repeat, reader, answer -> AnswerCodes.of(call, answer), retries);
  }

  private static List<String> messages(HttpAnswer answer) throws IOException {
    List<String> messages = new ArrayList<>();
    for (JsonObject each : answer.json().objects("messages")) {
      messages.add(
          each.has("message")
              ? each.text("message")
              : new String(
                  Base64.getDecoder().decode(each.text("messageBase64")), StandardCharsets.UTF_8));
    }
    return messages;
  }

  private static TopicInfo info(JsonObject json) throws IOException {
    return new TopicInfo(
        json.text("topic"),
        json.number("ready"),
        json.number("leased"),
        json.number("nextMessageId"),
        json.number("bytes"));
  }

  private static String encode(String topic) {
    return URLEncoder.encode(topic, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
