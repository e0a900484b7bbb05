package io.mq.node.admin;

import io.mq.node.http.RequestFailed;
import io.mq.node.raft.Configuration;
import io.mq.node.runtime.AddressBook;
import io.mq.node.runtime.MemberAddress;
import io.mq.node.runtime.MemberChange;
import io.mq.shared.id.NodeId;
import io.mq.shared.json.JsonObject;
import io.mq.shared.wire.AdminState;
import io.mq.shared.wire.ChangeMembers;
import io.mq.shared.wire.ChangeMembers.NewMember;
import io.mq.shared.wire.Members;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Members and their changes between JSON and the replica's types. Stateless. */
final class MemberForms {

  private MemberForms() {}

  static ChangeMembers read(JsonObject body) throws IOException {
    List<NewMember> add = new ArrayList<>();
    for (JsonObject each : body.objects("add")) {
      add.add(
          new NewMember(
              each.text("node", null), each.text("clientUrl", null), each.text("peerUrl", null)));
    }
    return new ChangeMembers(add, body.texts("promote"), body.texts("remove"));
  }

  static MemberChange change(ChangeMembers body) throws RequestFailed {
    long given =
        Stream.of(body.add(), body.promote(), body.remove())
            .filter(list -> !list.isEmpty())
            .count();
    if (given != 1) {
      throw RequestFailed.badRequest(
          "one of add, promote and remove must list the nodes that it is about");
    }
    if (!body.add().isEmpty()) {
      return new MemberChange.Add(learners(body.add()));
    }
    return body.promote().isEmpty()
        ? new MemberChange.Remove(nodes(body.remove()))
        : new MemberChange.Promote(nodes(body.promote()));
  }

  private static SortedMap<NodeId, MemberAddress> learners(List<NewMember> members)
      throws RequestFailed {
    TreeMap<NodeId, MemberAddress> learners = new TreeMap<>();
    for (NewMember member : members) {
      if (member.clientUrl() == null || member.peerUrl() == null) {
        throw RequestFailed.badRequest("a member to add needs node, clientUrl and peerUrl");
      }
      MemberAddress address;
      try {
        address = new MemberAddress(member.clientUrl(), member.peerUrl());
      } catch (IllegalArgumentException e) {
        throw RequestFailed.badRequest(e.getMessage());
      }
      if (learners.put(node(member.node()), address) != null) {
        throw RequestFailed.badRequest(member.node() + " is to be added twice");
      }
    }
    return learners;
  }

  private static SortedSet<NodeId> nodes(List<String> names) throws RequestFailed {
    TreeSet<NodeId> nodes = new TreeSet<>();
    for (String name : names) {
      nodes.add(node(name));
    }
    return nodes;
  }

  private static NodeId node(String name) throws RequestFailed {
    Optional<NodeId> node = name == null ? Optional.empty() : NodeId.parse(name);
    if (node.isEmpty()) {
      throw RequestFailed.badRequest("a node is named n1, n2, ...; got " + name);
    }
    return node.get();
  }

  static Members view(Configuration configuration) {
    AddressBook book = new AddressBook();
    book.replace(configuration.addresses());
    return new Members(
        configuration.members().stream()
            .map(node -> view(node, configuration, book.all()))
            .toList());
  }

  static AdminState.Member view(
      NodeId node, Configuration configuration, SortedMap<NodeId, MemberAddress> addresses) {
    Optional<MemberAddress> address = Optional.ofNullable(addresses.get(node));
    String suffrage = "none";
    if (configuration.isVoter(node)) {
      suffrage = "voter";
    } else if (configuration.learners().contains(node)) {
      suffrage = "learner";
    }
    return new AdminState.Member(
        node.toString(),
        address.map(MemberAddress::clientUrl).orElse(null),
        address.map(MemberAddress::peerUrl).orElse(null),
        suffrage);
  }
}
