package io.mq.ctl.cluster;

import io.mq.shared.json.JsonObject;
import io.mq.shared.wire.AdminState;
import io.mq.shared.wire.AdminState.Follower;
import io.mq.shared.wire.AdminState.Link;
import io.mq.shared.wire.AdminState.Member;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@link AdminState} from its JSON. Fields that a node leaves out become 0, null, or -1 for
 * positions in the log, which nodes of another make do not tell.
 */
final class AdminStates {

  private static final long UNKNOWN = -1;

  private AdminStates() {}

  static AdminState parse(JsonObject json) throws IOException {
    return new AdminState(
        json.text("node"),
        json.text("clusterId", null),
        json.text("version", null),
        json.number("pid", 0),
        json.text("startedAt", null),
        json.text("role"),
        json.number("term"),
        json.text("vote", null),
        json.text("leader", null),
        json.number("firstIndex", UNKNOWN),
        json.number("lastIndex", UNKNOWN),
        json.number("lastTerm", UNKNOWN),
        json.number("durableIndex", UNKNOWN),
        json.number("commitIndex", UNKNOWN),
        json.number("appliedIndex", UNKNOWN),
        json.text("stateHash", null),
        json.number("logTimeMillis", 0),
        (int) json.number("pendingRequests", 0),
        json.number("messages", 0),
        json.number("messagesPut", 0),
        json.number("queueBytes", 0),
        json.number("maxQueueBytes", 0),
        json.text("membership", null),
        json.truth("changingMembers", false),
        members(json),
        followers(json),
        links(json),
        (int) json.number("faults", 0),
        json.text("dataDirectory", null),
        json.text("damage", null));
  }

  private static List<Member> members(JsonObject json) throws IOException {
    List<Member> members = new ArrayList<>();
    for (JsonObject each : json.objects("members")) {
      members.add(
          new Member(
              each.text("node"),
              each.text("clientUrl", null),
              each.text("peerUrl", null),
              each.text("suffrage", null)));
    }
    return members;
  }

  private static List<Follower> followers(JsonObject json) throws IOException {
    List<Follower> followers = new ArrayList<>();
    for (JsonObject each : json.objects("followers")) {
      followers.add(
          new Follower(
              each.text("node"),
              each.number("matchIndex", 0),
              each.number("nextIndex", 0),
              each.truth("active", false),
              each.truth("repairing", false)));
    }
    return followers;
  }

  private static List<Link> links(JsonObject json) throws IOException {
    List<Link> links = new ArrayList<>();
    for (JsonObject each : json.objects("links")) {
      links.add(
          new Link(
              each.text("peer"), each.truth("outgoing", false), each.truth("incoming", false)));
    }
    return links;
  }
}
