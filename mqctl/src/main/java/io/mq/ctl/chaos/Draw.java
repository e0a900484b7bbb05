package io.mq.ctl.chaos;

import io.mq.shared.fault.MessageType;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a fault is drawn from.
 *
 * @param random of the schedule's seed
 * @param subject the cluster
 * @param atMillis when it is to begin
 * @param intervalMillis until the next one
 */
record Draw(RandomGenerator random, Subject subject, long atMillis, long intervalMillis) {

  private static final int NARROWED_ONCE_IN = 3;

  /** The kinds of messages that it tells something to lose or keep back alone. */
  private static final List<List<MessageType>> MESSAGES =
      List.of(
          List.of(MessageType.APPEND),
          List.of(MessageType.APPEND_REPLY),
          List.of(MessageType.VOTE, MessageType.PRE_VOTE),
          List.of(MessageType.VOTE_REPLY, MessageType.PRE_VOTE_REPLY),
          List.of(MessageType.SNAPSHOT, MessageType.SNAPSHOT_REPLY),
          List.of(MessageType.APPEND, MessageType.SNAPSHOT, MessageType.TIMEOUT_NOW));

  /** A fault that begins then and is over well before the next. */
  PlannedFault fault(String kind, String victims) {
    return PlannedFault.at(atMillis, kind, victims, lasting());
  }

  private long lasting() {
    return Math.max(200, (long) (intervalMillis * (0.3 + 0.5 * random.nextDouble())));
  }

  /** Mostly the leader or one node, at times a minority, seldom more. */
  String processes() {
    int chance = random.nextInt(100);
    if (chance < 40) {
      return "leader";
    }
    if (chance < 70) {
      return node();
    }
    if (chance < 85) {
      return "minority";
    }
    return chance < 95 ? "majority" : "all";
  }

  /** The leader or one node. */
  String oneNode() {
    return random.nextBoolean() ? "leader" : node();
  }

  /** Any one node. */
  String node() {
    return "n" + (1 + random.nextInt(subject.nodes()));
  }

  /**
   * The fault, narrowed in one case of three to some kinds of messages: a node that hears its
   * leader and no candidate, whose votes arrive and whose acknowledgements do not, and so on.
   */
  PlannedFault narrowed(PlannedFault fault) {
    if (!subject.tellsMessagesApart() || random.nextInt(NARROWED_ONCE_IN) != 0) {
      return fault;
    }
    List<MessageType> types = oneOf(MESSAGES);
    return fault.with(
        LeasedFault.MESSAGES, String.join(" ", types.stream().map(MessageType::word).toList()));
  }

  <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
