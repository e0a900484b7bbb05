package io.mq.ctl.cluster;

import io.mq.shared.client.Http;
import io.mq.shared.client.HttpAnswer;
import io.mq.shared.client.HttpCall;
import io.mq.shared.client.HttpFailure;
import io.mq.shared.fault.FaultJson;
import io.mq.shared.fault.FaultJson.Renewal;
import io.mq.shared.fault.FaultSpec;
import io.mq.shared.fault.FaultView;
import io.mq.shared.id.NodeId;
import io.mq.shared.json.Json;
import io.mq.shared.json.JsonObject;
import io.mq.shared.wire.AdminState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls on the nodes' peer ports, with the cluster's admin token. Thread-safe; calls block. */
public final class AdminClient implements AutoCloseable {

  private static final int CONNECT_TIMEOUT_MILLIS = 300;

  /** For questions, which are asked again, and for renewals, which others wait behind. */
  private static final int TIMEOUT_MILLIS = 1_000;

  /** For what is done once: a node that is short of processor time should still do it. */
  private static final int ACT_TIMEOUT_MILLIS = 5_000;

  /** A node waits for a majority for so long before it says that the outcome is unknown. */
  private static final int CHANGE_TIMEOUT_MILLIS = 7_000;

  private static final int MAX_IDLE_CONNECTIONS = 16;

  private final Http http = new Http(CONNECT_TIMEOUT_MILLIS, MAX_IDLE_CONNECTIONS);
  private final String token;

  /** A client that proves itself with {@code token}. */
  public AdminClient(String token) {
    this.token = token;
  }

  /**
   * What a node knows about itself.
   *
   * @throws IOException if it does not say; the message is short and for people
   */
  public AdminState state(NodeRecord node) throws IOException {
    return AdminStates.parse(send(node, HttpCall.of("GET", "/admin/state")));
  }

  /**
   * The faults in force on a node.
   *
   * @throws IOException if it does not say
   */
  public List<FaultView> faults(NodeRecord node) throws IOException {
    return FaultJson.readAnswer(send(node, HttpCall.of("GET", "/admin/faults")));
  }

  /**
   * Puts faults in force on a node, all or none.
   *
   * @throws IOException if it does not take them
   */
  public List<FaultView> addFaults(NodeRecord node, List<FaultSpec> faults) throws IOException {
    String body = FaultJson.request(faults);
    return FaultJson.readAnswer(act(node, HttpCall.json("PUT", "/admin/faults", body)));
  }

  /**
   * Keeps faults of a node in force.
   *
   * @return those that still were
   * @throws IOException if it does not do so
   */
  public List<FaultView> renewFaults(NodeRecord node, Renewal renewal) throws IOException {
    String body = FaultJson.renewal(renewal);
    return FaultJson.readAnswer(send(node, HttpCall.json("POST", "/admin/faults", body)));
  }

  /**
   * Lifts all faults of a node and returns them.
   *
   * @throws IOException if it cannot be reached
   */
  public List<FaultView> clearFaults(NodeRecord node) throws IOException {
    return FaultJson.readAnswer(act(node, HttpCall.of("DELETE", "/admin/faults")));
  }

  /**
   * Lifts one fault of a node; one that is over already is no error.
   *
   * @param id as the node named it
   * @throws IOException if the node cannot be reached
   */
  public void liftFault(NodeRecord node, String id) throws IOException {
    try {
      act(node, HttpCall.of("DELETE", "/admin/faults?id=" + id));
    } catch (AdminRefusedException e) {
      if (e.status() != 404) {
        throw e;
      }
    }
  }

  /**
   * Asks the leader to hand over.
   *
   * @param target who is to lead; empty leaves the choice to the leader
   * @return who has been asked to lead; that it does shows later
   * @throws IOException if {@code leader} does not; the message is short and for people
   */
  public NodeId transfer(NodeRecord leader, Optional<NodeId> target) throws IOException {
    Map<String, Object> body = new LinkedHashMap<>();
    target.ifPresent(node -> body.put("target", node.toString()));
    String heir =
        act(leader, HttpCall.json("POST", "/admin/transfer", Json.write(body))).text("target");
    return NodeId.parse(heir)
        .orElseThrow(() -> new IOException("answered that \"" + heir + "\" is to lead"));
  }

  /**
   * Has a node ask for votes.
   *
   * @param afterMillis when; 0 for at once
   * @throws IOException if it does not; the message is short and for people
   */
  public void startElection(NodeRecord node, long afterMillis) throws IOException {
    String body = Json.write(Map.of("afterMillis", afterMillis));
    act(node, HttpCall.json("POST", "/admin/election", body));
  }

  /**
   * Takes the power from a node, which has nobody left to answer then.
   *
   * @throws IOException if it refuses; not if it is gone
   */
  public void losePower(NodeRecord node) throws IOException {
    try {
      exchange(node, HttpCall.of("POST", "/admin/power-loss"), TIMEOUT_MILLIS);
    } catch (HttpFailure e) {
      // That it did not answer is what was asked for; whether it is gone, its process tells.
    }
  }

  /**
   * Lets the leader send the log to new nodes, which get no vote yet.
   *
   * @throws AdminRefusedException if it does not do so
   * @throws IOException if it does not answer
   */
  public void addLearners(NodeRecord leader, List<NodeRecord> nodes) throws IOException {
    List<Map<String, Object>> list = new ArrayList<>();
    for (NodeRecord node : nodes) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("node", node.id().toString());
      json.put("clientUrl", node.clientUrl());
      json.put("peerUrl", node.adminUrl());
      list.add(json);
    }
    changeMembers(leader, "add", list);
  }

  /**
   * Lets the leader give learners a vote.
   *
   * @throws AdminRefusedException if it does not do so
   * @throws IOException if it does not answer
   */
  public void promote(NodeRecord leader, List<NodeId> nodes) throws IOException {
    changeMembers(leader, "promote", names(nodes));
  }

  /**
   * Lets the leader take members out.
   *
   * @throws AdminRefusedException if it does not do so
   * @throws IOException if it does not answer
   */
  public void removeMembers(NodeRecord leader, List<NodeId> nodes) throws IOException {
    changeMembers(leader, "remove", names(nodes));
  }

  private static List<String> names(List<NodeId> nodes) {
    return nodes.stream().map(NodeId::toString).toList();
  }

  private void changeMembers(NodeRecord leader, String what, List<?> nodes) throws IOException {
    HttpCall call = HttpCall.json("POST", "/admin/members", Json.write(Map.of(what, nodes)));
    send(leader, call, CHANGE_TIMEOUT_MILLIS);
  }

  /** Whether a client of this node gets an answer that took a majority's agreement. */
  public boolean servesReads(NodeRecord node) {
    try {
      return http.send(node.clientUrl(), HttpCall.of("GET", "/topic"), TIMEOUT_MILLIS).status()
          == 200;
    } catch (HttpFailure e) {
      return false;
    }
  }

  private JsonObject act(NodeRecord node, HttpCall call) throws IOException {
    return send(node, call, ACT_TIMEOUT_MILLIS);
  }

  private JsonObject send(NodeRecord node, HttpCall call) throws IOException {
    return send(node, call, TIMEOUT_MILLIS);
  }

  private JsonObject send(NodeRecord node, HttpCall call, int timeoutMillis) throws IOException {
    if (isPaused(node)) {
      throw new IOException("paused");
    }
    return exchange(node, call, timeoutMillis);
  }

  /** Whether the process that would answer is a node's own, and stands still. */
  private static boolean isPaused(NodeRecord node) {
    return node.standIn().isEmpty() && node.process().filter(Processes::isPaused).isPresent();
  }

  private JsonObject exchange(NodeRecord node, HttpCall call, int timeoutMillis)
      throws IOException {
    HttpAnswer answer =
        http.send(node.adminUrl(), call.with("Authorization", "Bearer " + token), timeoutMillis);
    if (answer.status() == 401) {
      throw new IOException("refused the admin token");
    }
    if (!answer.isSuccess()) {
      throw new AdminRefusedException(answer.status(), answer.errorCode(), answer.detail());
    }
    return answer.json();
  }

  @Override
  public void close() {
    http.close();
  }
}
