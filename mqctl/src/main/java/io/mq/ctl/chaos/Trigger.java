package io.mq.ctl.chaos;

import io.mq.shared.config.ConfigException;
import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A state of the cluster that a fault waits for, such as {@code leader(n3) and lag(n2) > 50} or
 * {@code elections(3)}. Immutable.
 *
 * @param text as it was written
 * @param conditions all of which must hold at once
 */
public record Trigger(String text, List<Condition> conditions) {

  /** What is known of the cluster at one moment. */
  interface Facts {
    /** The node that leads, if one does. */
    Optional<NodeId> leader();

    /** By how many entries a node's applied state is behind the leader's commit. */
    long lag(NodeId node);

    /** How many times a node has become leader since the run began. */
    long elections();
  }

  /** One condition. */
  public sealed interface Condition {

    /** That node leads. */
    record Leads(NodeId node) implements Condition {}

    /** That node is more than so many entries behind. */
    record Lags(NodeId node, long entries) implements Condition {}

    /** There were so many elections since the run began. */
    record Elections(long count) implements Condition {}
  }

  private static final Pattern LEADER = Pattern.compile("leader\\((n[0-9]+)\\)");
  private static final Pattern LAG = Pattern.compile("lag\\((n[0-9]+)\\) *> *([0-9]{1,9})");
  private static final Pattern ELECTIONS = Pattern.compile("elections\\(([0-9]{1,6})\\)");

  /** Copies the list. */
  public Trigger {
    conditions = List.copyOf(conditions);
  }

  /**
   * Reads one.
   *
   * @throws ConfigException if it has another form
   */
  public static Trigger parse(String text) throws ConfigException {
    List<Condition> conditions = new ArrayList<>();
    for (String part : text.strip().split(" +and +", -1)) {
      conditions.add(condition(part.strip(), text));
    }
    return new Trigger(text.strip(), conditions);
  }

  private static Condition condition(String part, String text) throws ConfigException {
    Matcher leader = LEADER.matcher(part);
    if (leader.matches()) {
      return new Condition.Leads(node(leader.group(1)));
    }
    Matcher lag = LAG.matcher(part);
    if (lag.matches()) {
      return new Condition.Lags(node(lag.group(1)), Long.parseLong(lag.group(2)));
    }
    Matcher elections = ELECTIONS.matcher(part);
    if (elections.matches()) {
      return new Condition.Elections(Long.parseLong(elections.group(1)));
    }
    throw new ConfigException(
        "a condition is leader(n3), lag(n2) > 50 or elections(3), joined by and; got \""
            + text
            + "\"");
  }

  private static NodeId node(String name) throws ConfigException {
    return NodeId.parse(name)
        .orElseThrow(() -> new ConfigException("a node is n1, n2, ...; got \"" + name + "\""));
  }

  /** Whether all conditions hold. */
  boolean holds(Facts facts) {
    return conditions.stream()
        .allMatch(
            condition ->
                switch (condition) {
                  case Condition.Leads(NodeId node) ->
                      facts.leader().filter(node::equals).isPresent();
                  case Condition.Lags(NodeId node, long entries) -> facts.lag(node) > entries;
                  case Condition.Elections(long count) -> facts.elections() >= count;
                });
  }
}
