package io.mq.node.raft;

import io.mq.node.raft.RaftStatus.RoleName;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which messages, of an earlier, the same or a later term, have come to nodes in which role. */
final class MessageCoverage {

  private static final List<String> AGES = List.of("earlier", "same", "later");

  private final SortedSet<String> seen = new TreeSet<>();

  /** A message comes to a node as it is now. */
  void add(RaftStatus node, Message message) {
    int age = message.term().compareTo(node.term());
    seen.add(line(message.getClass(), AGES.get(Integer.signum(age) + 1), node.role()));
  }

  /** All that there are and that have not come. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (Class<?> message : records(Message.class).toList()) {
      for (String age : AGES) {
        for (RoleName role : RoleName.values()) {
          missing.add(line(message, age, role));
        }
      }
    }
    missing.removeAll(seen);
    return missing;
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(MessageCoverage::records)
        : Stream.of(type);
  }

  private static String line(Class<?> message, String age, RoleName role) {
    return message.getSimpleName() + " to a " + role + ", term: " + age;
  }
}
