package io.mq.node.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.api.FakeReplica;
import io.mq.node.api.HttpCaller;
import io.mq.node.fault.FaultTable;
import io.mq.node.fault.ManualTimers;
import io.mq.node.http.HttpServer;
import io.mq.node.http.ListeningPort;
import io.mq.node.raft.Configuration;
import io.mq.node.raft.RaftStatus.RoleName;
import io.mq.node.runtime.AddressBook;
import io.mq.node.runtime.MemberAddress;
import io.mq.node.runtime.MemberChange;
import io.mq.node.runtime.MembersOutcome;
import io.mq.node.runtime.ReplicaEvent;
import io.mq.node.runtime.SnapshotOutcome;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import io.mq.shared.wire.ErrorCode;
import java.io.BufferedReader;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AdminApiTest {

  private static final NodeId N1 = new NodeId(1);
  private static final NodeId N2 = new NodeId(2);
  private static final NodeId N3 = new NodeId(3);
  private static final String[] TOKEN = {"Authorization", "Bearer let-me-in"};

  private final List<String> log = new CopyOnWriteArrayList<>();
  private final FaultTable faults =
      new FaultTable(() -> new TreeSet<>(List.of(N2, N3)), new ManualTimers(), log::add);
  private final EventLog events =
      new EventLog(N1, Clock.fixed(Instant.ofEpochSecond(9), ZoneOffset.UTC));
  private final FakeReplica replica = new FakeReplica();
  private HttpServer server;
  private HttpCaller http;

  @BeforeEach
  void start() throws Exception {
    serve(Optional.of("let-me-in"));
  }

  @AfterEach
  void stop() {
    http.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/admin/state", "/admin/faults", "/admin/nothing", "/admin"})
  void without_the_token_nothing_is_answered(String path) throws Exception {
    assertEquals(401, http.call("GET", path, null).statusCode());
    for (String wrong : List.of("Bearer let-me-i", "Bearer let-me-in2", "let-me-in", "Bearer ")) {
      HttpResponse<String> response = http.call("GET", path, null, "Authorization", wrong);
      assertEquals(401, response.statusCode(), wrong);
      assertEquals("UNAUTHORIZED", response.headers().firstValue("Mq-Error").orElseThrow());
      assertEquals("Bearer", response.headers().firstValue("WWW-Authenticate").orElseThrow());
    }
  }

  @Test
  void a_node_without_a_token_refuses_every_call() throws Exception {
    stop();
    serve(Optional.empty());

    assertEquals(401, http.call("GET", "/admin/state", null, TOKEN).statusCode());
    assertEquals(
        401, http.call("GET", "/admin/state", null, "Authorization", "Bearer ").statusCode());
    assertEquals(401, http.call("PUT", "/admin/faults", "{}", TOKEN).statusCode());
  }

  @Test
  void the_state_names_everything() throws Exception {
    assertEquals(
        "200 {\"node\":\"n1\",\"clusterId\":\"blue\",\"version\":\"1.2\",\"pid\":77,"
            + "\"startedAt\":\"1970-01-01T00:00:05Z\",\"role\":\"LEADER\",\"term\":7,"
            + "\"vote\":\"n1\",\"leader\":\"n2\",\"firstIndex\":1,\"lastIndex\":9,\"lastTerm\":7,"
            + "\"durableIndex\":9,\"commitIndex\":8,\"appliedIndex\":6,"
            + "\"stateHash\":\"0000000000000abc\",\"logTimeMillis\":1234,\"pendingRequests\":0,"
            + "\"messages\":5,\"messagesPut\":7,\"queueBytes\":900,\"maxQueueBytes\":1000,"
            + "\"membership\":\"voter\",\"changingMembers\":false,"
            + "\"members\":[{\"node\":\"n1\",\"clientUrl\":\"http://c1\","
            + "\"peerUrl\":\"http://p1\","
            + "\"suffrage\":\"voter\"},{\"node\":\"n2\",\"clientUrl\":\"http://c2\","
            + "\"peerUrl\":\"http://p2\","
            + "\"suffrage\":\"voter\"},{\"node\":\"n3\",\"clientUrl\":\"http://c3\","
            + "\"peerUrl\":\"http://p3\","
            + "\"suffrage\":\"none\"}],"
            + "\"followers\":[{\"node\":\"n2\",\"matchIndex\":8,\"nextIndex\":10,\"active\":true,"
            + "\"repairing\":false}],"
            + "\"links\":[{\"peer\":\"n2\",\"outgoing\":true,\"incoming\":false},"
            + "{\"peer\":\"n3\",\"outgoing\":false,\"incoming\":true}],"
            + "\"faults\":0,\"dataDirectory\":\"/data\",\"damage\":null}",
        http.answer("GET", "/admin/state", null, TOKEN));
  }

  @Test
  void faults_are_added_listed_and_lifted() throws Exception {
    String f1 =
        "{\"id\":\"f1\",\"effect\":\"block\",\"direction\":\"in\",\"peers\":[\"n2\"],"
            + "\"leaseMillis\":500,\"remainingMillis\":500}";
    String f2 =
        "{\"id\":\"f2\",\"effect\":\"block\",\"direction\":\"both\",\"peers\":[\"n2\",\"n3\"],"
            + "\"leaseMillis\":60000,\"remainingMillis\":60000}";

    assertEquals(
        "200 {\"faults\":[" + f1 + "," + f2 + "]}",
        http.answer(
            "PUT",
            "/admin/faults",
            "{\"faults\":[{\"effect\":\"block\",\"direction\":\"in\",\"peers\":[\"n2\"],"
                + "\"leaseMillis\":500},{\"effect\":\"block\"}]}",
            TOKEN));
    assertEquals(
        "200 {\"faults\":[" + f1 + "," + f2 + "]}",
        http.answer("GET", "/admin/faults", null, TOKEN));

    String renewed = f1.replace("\"remainingMillis\":500", "\"remainingMillis\":900");
    assertEquals(
        "200 {\"faults\":[" + renewed + "]}",
        http.answer(
            "POST", "/admin/faults", "{\"renew\":[\"f1\",\"f9\"],\"leaseMillis\":900}", TOKEN));

    assertEquals(
        "200 {\"faults\":[" + renewed + "]}",
        http.answer("DELETE", "/admin/faults?id=f1", null, TOKEN));
    assertEquals(404, http.call("DELETE", "/admin/faults?id=f1", null, TOKEN).statusCode());
    assertEquals(
        "200 {\"faults\":[" + f2 + "]}", http.answer("DELETE", "/admin/faults", null, TOKEN));
    assertEquals("200 {\"faults\":[]}", http.answer("DELETE", "/admin/faults", null, TOKEN));
    assertEquals("200 {\"faults\":[]}", http.answer("GET", "/admin/faults", null, TOKEN));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null                                    | the body does not fit: a JSON object was"
            + " expected",
        "{}                                      | faults must be a list of at least one fault",
        "{\"faults\":[]}                         | faults must be a list of at least one fault",
        "{\"faults\":[null]}                     | a fault must be a JSON object; got null",
        "{\"faults\":[{}]}                       | effect must be one of block, delay, drop,"
            + " duplicate, reorder, bandwidth, reset, slow-force, fail-force, full-disk,"
            + " bit-flip, torn-tail, clock-drift, clock-jump; got null",
        "{\"faults\":[{\"effect\":\"burn\"}]}    | effect must be one of block, delay, drop,"
            + " duplicate, reorder, bandwidth, reset, slow-force, fail-force, full-disk,"
            + " bit-flip, torn-tail, clock-drift, clock-jump; got burn",
        "{\"faults\":[{\"effect\":\"block\",\"direction\":\"up\"}]} | direction must be in, out or"
            + " both; got up",
        "{\"faults\":[{\"effect\":\"block\",\"peers\":[]}]} | peers must name one at least, or be"
            + " left out for all",
        "{\"faults\":[{\"effect\":\"block\",\"peers\":[\"n1\"]}]} | peers must be among [n2, n3];"
            + " got n1",
        "{\"faults\":[{\"effect\":\"block\",\"peers\":[\"n4\"]}]} | peers must be among [n2, n3];"
            + " got n4",
        "{\"faults\":[{\"effect\":\"block\",\"peers\":[null]}]} | peers must be a list of texts;"
            + " got [null]",
        "{\"faults\":[{\"effect\":\"block\",\"peers\":[\"x\"]}]} | peers must be nodes such as n2;"
            + " got x",
        "{\"faults\":[{\"effect\":\"block\",\"rate\":1}]} | effect block has no field rate",
        "{\"faults\":[{\"effect\":\"full-disk\",\"peers\":[\"n2\"]}]} | effect full-disk has no"
            + " field peers",
        "{\"faults\":[{\"effect\":\"clock-drift\",\"speed\":0}]} | speed must be 0.05 to 20.0; got"
            + " 0.0",
        "{\"faults\":[{\"effect\":\"clock-jump\",\"jumpMillis\":0}]} | jumpMillis must not be 0",
        "{\"faults\":[{\"effect\":\"drop\",\"rate\":1.5}]} | rate must be above 0 and up to 1; got"
            + " 1.5",
        "{\"faults\":[{\"effect\":\"drop\",\"rate\":\"x\"}]} | rate must be a number; got x",
        "{\"faults\":[{\"effect\":\"delay\"}]} | delayMillis must be a whole number; got null",
        "{\"faults\":[{\"effect\":\"delay\",\"delayMillis\":5,\"jitterMillis\":6}]} | jitterMillis"
            + " must be 0 to 5; got 6",
        "{\"faults\":[{\"effect\":\"block\",\"messages\":[\"mail\"]}]} | messages must be among"
            + " append, append-reply, vote, vote-reply, pre-vote, pre-vote-reply, timeout-now,"
            + " repaired, snapshot, snapshot-reply; got mail",
        "{\"faults\":[{\"effect\":\"block\"},{\"effect\":\"block\",\"leaseMillis\":0}]} |"
            + " leaseMillis must be 1 to 3600000; got 0",
      })
  void faults_that_make_no_sense_are_refused(String body, String detail) throws Exception {
    HttpResponse<String> response = http.call("PUT", "/admin/faults", body, TOKEN);

    assertEquals(400, response.statusCode());
    assertTrue(response.body().contains("\"detail\":\"" + detail + "\""), response.body());
    assertEquals(List.of(), faults.list());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "{\"faults\":7}", "{\"faults\":[{\"effect\":\"block\",\"x\":1}]}"})
  void bodies_of_another_shape_are_refused(String body) throws Exception {
    assertEquals(400, http.call("PUT", "/admin/faults", body, TOKEN).statusCode());
  }

  @Test
  void leadership_is_handed_to_whom_was_named_or_whom_the_leader_picks() throws Exception {
    assertEquals(
        "202 {\"target\":\"n3\"}",
        http.answer("POST", "/admin/transfer", "{\"target\":\"n3\"}", TOKEN));
    assertEquals("202 {\"target\":\"n2\"}", http.answer("POST", "/admin/transfer", "{}", TOKEN));
    assertEquals("202 {\"target\":\"n2\"}", http.answer("POST", "/admin/transfer", null, TOKEN));
  }

  @Test
  void a_transfer_that_cannot_be_is_refused_with_the_reason() throws Exception {
    HttpResponse<String> response =
        http.call("POST", "/admin/transfer", "{\"target\":\"n9\"}", TOKEN);

    assertEquals(409, response.statusCode());
    assertEquals("CHANGE_REFUSED", response.headers().firstValue("Mq-Error").orElseThrow());
    assertTrue(
        response.body().contains("\"detail\":\"n9 has no vote, so cannot lead\""), response.body());
    assertEquals(
        400, http.call("POST", "/admin/transfer", "{\"target\":\"two\"}", TOKEN).statusCode());
    assertEquals(401, http.call("POST", "/admin/transfer", "{}").statusCode());
  }

  @Test
  void given_a_follower_then_a_transfer_is_sent_to_the_leaders_peer_port() throws Exception {
    replica.role = RoleName.FOLLOWER;
    HttpResponse<String> known = http.call("POST", "/admin/transfer", null, TOKEN);
    replica.role = RoleName.CANDIDATE;
    HttpResponse<String> unknown = http.call("POST", "/admin/transfer", null, TOKEN);

    assertEquals(307, known.statusCode());
    assertEquals("http://p2/admin/transfer", known.headers().firstValue("Location").orElseThrow());
    assertEquals(503, unknown.statusCode());
  }

  @Test
  void a_snapshot_is_taken_when_asked_for_or_refused_with_the_reason() throws Exception {
    assertEquals("200 {\"index\":6}", http.answer("POST", "/admin/snapshot", null, TOKEN));

    replica.snapshot = new SnapshotOutcome.Failed(ErrorCode.DISK_FULL);
    HttpResponse<String> refused = http.call("POST", "/admin/snapshot", null, TOKEN);

    assertEquals(507, refused.statusCode());
    assertEquals("1", refused.headers().firstValue("Retry-After").orElse(""));
    assertTrue(refused.body().contains("the disk has no room for it"), refused.body());
    assertEquals(401, http.call("POST", "/admin/snapshot", null).statusCode());
  }

  @Test
  void an_election_is_begun_at_once_or_later_and_a_leader_refuses() throws Exception {
    replica.role = RoleName.FOLLOWER;
    assertEquals("202 {\"afterMillis\":0}", http.answer("POST", "/admin/election", null, TOKEN));
    assertEquals(1, replica.elections);
    assertEquals(
        "202 {\"afterMillis\":60000}",
        http.answer("POST", "/admin/election", "{\"afterMillis\":60000}", TOKEN));
    assertEquals(1, replica.elections);
    assertEquals(
        400, http.call("POST", "/admin/election", "{\"afterMillis\":-1}", TOKEN).statusCode());

    replica.role = RoleName.LEADER;
    HttpResponse<String> refused = http.call("POST", "/admin/election", null, TOKEN);
    assertEquals(409, refused.statusCode());
    assertTrue(refused.body().contains("this node leads already"), refused.body());
  }

  @Test
  void the_power_is_taken_away_only_from_the_bearer_of_the_token() throws Exception {
    assertEquals(401, http.call("POST", "/admin/power-loss", null).statusCode());
    assertEquals(List.of(), log.stream().filter(line -> line.equals("power off")).toList());

    assertEquals(204, http.call("POST", "/admin/power-loss", null, TOKEN).statusCode());
    assertEquals(1, log.stream().filter(line -> line.equals("power off")).count());
  }

  @Test
  void members_are_added_promoted_and_removed() throws Exception {
    TreeMap<NodeId, String> addresses = new TreeMap<>();
    addresses.put(N1, "http://c1 http://p1");
    addresses.put(N2, "http://c2 http://p2");
    TreeSet<NodeId> none = new TreeSet<>();
    replica.membersOutcome =
        new MembersOutcome.Done(
            new Configuration(
                new TreeSet<>(Set.of(N1)), none, new TreeSet<>(Set.of(N2)), addresses));
    String members =
        "200 {\"members\":[{\"node\":\"n1\",\"clientUrl\":\"http://c1\","
            + "\"peerUrl\":\"http://p1\",\"suffrage\":\"voter\"},{\"node\":\"n2\","
            + "\"clientUrl\":\"http://c2\",\"peerUrl\":\"http://p2\",\"suffrage\":\"learner\"}]}";

    assertEquals(
        members,
        change(
            "{\"add\":[{\"node\":\"n4\",\"clientUrl\":\"http://c4:1\",\"peerUrl\":\"http://p4:2\"}]}"));
    assertEquals(members, change("{\"promote\":[\"n4\",\"n5\"]}"));
    assertEquals(members, change("{\"remove\":[\"n1\"],\"add\":[]}"));

    TreeMap<NodeId, MemberAddress> learners = new TreeMap<>();
    learners.put(new NodeId(4), new MemberAddress("http://c4:1", "http://p4:2"));
    assertEquals(
        List.of(
            new MemberChange.Add(learners),
            new MemberChange.Promote(new TreeSet<>(Set.of(new NodeId(4), new NodeId(5)))),
            new MemberChange.Remove(new TreeSet<>(Set.of(N1)))),
        replica.memberChanges);
  }

  private String change(String body) throws Exception {
    return http.answer("POST", "/admin/members", body, TOKEN);
  }

  @Test
  void each_end_of_a_membership_change_has_its_code() throws Exception {
    assertChange(new MembersOutcome.Refused("n9 was here"), 409, "CHANGE_REFUSED", "n9 was here");
    assertChange(new MembersOutcome.NotYet("n4 lags"), 409, "CHANGE_TOO_EARLY", "n4 lags");
    assertChange(new MembersOutcome.Unknown("who knows"), 504, "OUTCOME_UNKNOWN", "who knows");
    assertChange(new MembersOutcome.NotLeader(Optional.empty()), 503, "NO_LEADER", "no leader");
    assertChange(new MembersOutcome.NotLeader(Optional.of(N2)), 307, "NOT_LEADER", "n2 leads");
    assertEquals(401, http.call("POST", "/admin/members", "{}").statusCode());
  }

  private void assertChange(MembersOutcome outcome, int status, String code, String detail)
      throws Exception {
    replica.membersOutcome = outcome;
    HttpResponse<String> response =
        http.call("POST", "/admin/members", "{\"promote\":[\"n2\"]}", TOKEN);
    assertEquals(status, response.statusCode());
    assertEquals(code, response.headers().firstValue("Mq-Error").orElseThrow());
    assertTrue(response.body().contains(detail), response.body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                | one of add, promote and remove must list",
        "{\"add\":[],\"remove\":null}      | one of add, promote and remove must list",
        "{\"promote\":[\"n1\"],\"remove\":[\"n2\"]} | one of add, promote and remove must list",
        "{\"promote\":[\"two\"]}           | a node is named n1, n2, ...; got two",
        "{\"remove\":[null]}               | the body does not fit: field remove must be a list of"
            + " texts",
        "{\"promote\":[\"n2\"],\"x\":1}   | the body does not fit: add, promote, remove is all that"
            + " it may have; got the field x",
        "{\"add\":[{\"node\":\"n4\"}]}     | a member to add needs node, clientUrl and peerUrl",
        "{\"add\":[{\"node\":\"n4\",\"clientUrl\":\"c4\",\"peerUrl\":\"http://p4\"}]} | an"
            + " address is a URL such as http://127.0.0.1:8001",
      })
  void membership_changes_that_make_no_sense_are_refused(String body, String detail)
      throws Exception {
    HttpResponse<String> response = http.call("POST", "/admin/members", body, TOKEN);

    assertEquals(400, response.statusCode());
    assertTrue(response.body().contains(detail), response.body());
    assertEquals(List.of(), replica.memberChanges);
  }

  private static final String F1_ON =
      "{\"id\":9216001,\"at\":\"1970-01-01T00:00:09Z\",\"node\":\"n1\",\"type\":\"fault\","
          + "\"text\":\"f1 on\",\"role\":null,\"term\":null,\"leader\":null,"
          + "\"commitIndex\":null}";
  private static final String LEADS =
      "{\"id\":9216002,\"at\":\"1970-01-01T00:00:09Z\",\"node\":\"n1\",\"type\":\"role\","
          + "\"text\":\"leader t3\",\"role\":\"LEADER\",\"term\":3,\"leader\":\"n1\","
          + "\"commitIndex\":null}";

  private void publishLeadership() {
    events.replica(new ReplicaEvent.RoleChanged(RoleName.LEADER, new Term(3), Optional.of(N1)));
  }

  @Test
  void remembered_events_are_listed_all_or_after_one() throws Exception {
    assertEquals("200 {\"events\":[]}", http.answer("GET", "/admin/events", null, TOKEN));
    events.fault("f1 on");
    publishLeadership();
    assertEquals(
        "200 {\"events\":[" + F1_ON + "," + LEADS + "]}",
        http.answer("GET", "/admin/events", null, TOKEN));
    assertEquals(
        "200 {\"events\":[" + LEADS + "]}",
        http.answer("GET", "/admin/events?after=9216001", null, TOKEN));
    assertEquals(400, http.call("GET", "/admin/events?after=x", null, TOKEN).statusCode());
    assertEquals(401, http.call("GET", "/admin/events", null).statusCode());
  }

  @Test
  void events_are_followed_as_they_happen_and_the_oldest_are_forgotten() throws Exception {
    events.fault("f1 on");
    try (BufferedReader lines = http.stream("/admin/events", TOKEN)) {
      assertEquals("id: 9216001", lines.readLine());
      assertEquals("event: fault", lines.readLine());
      assertEquals("data: " + F1_ON, lines.readLine());
      assertEquals("", lines.readLine());
      assertEquals("event: commit", lines.readLine());
      assertTrue(lines.readLine().contains("\"commitIndex\":8"));
      assertEquals("", lines.readLine());
      publishLeadership();
      assertEquals("id: 9216002", lines.readLine());
      assertEquals("event: role", lines.readLine());
      assertEquals("data: " + LEADS, lines.readLine());
    }
    for (int i = 0; i < EventLog.CAPACITY; i++) {
      events.fault("f1 off");
    }
    assertEquals(EventLog.CAPACITY, events.after(0, 0).size());
    assertEquals(9216003, events.after(0, 0).getFirst().id());
  }

  @Test
  void checkpoints_are_sent_to_those_who_ask_for_them() throws Exception {
    events.replica(reached(64, OptionalLong.of(0xe1)));
    try (BufferedReader lines = http.stream("/admin/events?checkpoints=true", TOKEN)) {
      assertEquals("event: commit", lines.readLine());
      lines.readLine();
      lines.readLine();
      assertEquals("event: checkpoint", lines.readLine());
      assertEquals("data: " + checkpoint(64, "\"00000000000000e1\""), lines.readLine());
      lines.readLine();
      events.replica(reached(128, OptionalLong.empty()));
      assertEquals("event: checkpoint", lines.readLine());
      assertEquals("data: " + checkpoint(128, "null"), lines.readLine());
    }
    assertEquals("200 {\"events\":[]}", http.answer("GET", "/admin/events", null, TOKEN));
    for (int i = 0; i < 2 * EventLog.CAPACITY; i++) {
      events.replica(reached(64L * (i + 3), OptionalLong.empty()));
    }
    assertEquals(EventLog.CAPACITY, events.checkpointsAfter(0).size());
    assertEquals(1, events.checkpointsAfter(2 * EventLog.CAPACITY + 1).size());
  }

  private static ReplicaEvent reached(long index, OptionalLong entriesHash) {
    return new ReplicaEvent.CheckpointReached(
        new LogIndex(index), new Term(3), 64, entriesHash, 0xaa);
  }

  private static String checkpoint(long index, String entriesHash) {
    return "{\"node\":\"n1\",\"at\":\"1970-01-01T00:00:09Z\",\"index\":"
        + index
        + ",\"term\":3,\"entries\":64,\"entriesHash\":"
        + entriesHash
        + ",\"stateHash\":\"00000000000000aa\"}";
  }

  @Test
  void a_follower_that_comes_back_gets_what_it_missed() throws Exception {
    events.fault("f1 on");
    publishLeadership();
    try (BufferedReader lines =
        http.stream("/admin/events", TOKEN[0], TOKEN[1], "Last-Event-ID", "9216001")) {
      assertEquals("id: 9216002", lines.readLine());
    }
  }

  private void serve(Optional<String> token) throws Exception {
    TreeMap<NodeId, String> addresses = new TreeMap<>();
    addresses.put(N1, "http://c1 http://p1");
    addresses.put(N2, "http://c2 http://p2");
    addresses.put(N3, "http://c3 http://p3");
    AddressBook book = new AddressBook();
    book.replace(addresses);
    NodeFacts facts =
        new NodeFacts(
            N1, "blue", "1.2", 77, Instant.ofEpochSecond(5), "/data", 1000, Optional.empty());
    LinkStates links =
        new LinkStates() {
          @Override
          public boolean outgoing(NodeId peer) {
            return peer.equals(N2);
          }

          @Override
          public boolean incoming(NodeId peer) {
            return peer.equals(N3);
          }
        };
    AdminApi admin =
        new AdminApi(
            facts, book, replica, links, faults, () -> log.add("power off"), events, token);
    server = HttpServer.start("peer", ListeningPort.bind("127.0.0.1", 0), admin::install, log::add);
    http = new HttpCaller(server.port());
  }
}
