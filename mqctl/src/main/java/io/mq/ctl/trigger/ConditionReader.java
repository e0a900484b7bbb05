package io.mq.ctl.trigger;

import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.trigger.Condition.Comparison;
import io.mq.ctl.trigger.Condition.Figure;
import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads conditions, by recursive descent:
 *
 * <pre>
 * either  = both { "or" both }
 * both    = single { "and" single }
 * single  = "not" single | "(" either ")" | ["after"] fact
 * fact    = "leader" [ "(" NODE ")" ] | "up" "(" NODE ")" | "down" "(" NODE ")"
 *         | "elections" "(" NUMBER ")"
 *         | figure SIGN NUMBER
 * figure  = "lag" "(" NODE ")" | "term" | "commit" | "nodes" | "elections"
 * </pre>
 *
 * Not thread-safe; used once.
 */
final class ConditionReader {

  private static final Pattern WORDS =
      Pattern.compile("\\s*([a-z][a-z0-9]*|[0-9]+|[<>!]=|[<>=()])");

  private final String text;
  private final List<String> words = new ArrayList<>();
  private int next;

  ConditionReader(String text) {
    this.text = text;
    Matcher matcher = WORDS.matcher(text);
    int end = 0;
    while (end < text.stripTrailing().length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw wrong("\"" + text.substring(end).strip() + "\" is no word of a condition");
      }
      words.add(matcher.group(1));
      end = matcher.end();
    }
  }

  Condition read() {
    Condition condition = either();
    if (next < words.size()) {
      throw wrong("\"" + words.get(next) + "\" was not expected");
    }
    return condition;
  }

  private Condition either() {
    Condition condition = both();
    while (accept("or")) {
      condition = new Condition.Or(condition, both());
    }
    return condition;
  }

  private Condition both() {
    Condition condition = single();
    while (accept("and")) {
      condition = new Condition.And(condition, single());
    }
    return condition;
  }

  private Condition single() {
    if (accept("not")) {
      return new Condition.Not(single());
    }
    if (accept("(")) {
      Condition condition = either();
      require(")");
      return condition;
    }
    boolean ignored = accept("after"); // reads well in front of elections(3)
    return fact(word());
  }

  private Condition fact(String name) {
    return switch (name) {
      case "leader" -> peek("(") ? new Condition.Leads(node()) : new Condition.HasLeader();
      case "up" -> new Condition.IsUp(node());
      case "down" -> new Condition.Not(new Condition.IsUp(node()));
      case "elections" -> {
        if (peek("(")) {
          require("(");
          long number = number();
          require(")");
          yield new Condition.Compares(new Figure.Elections(), Comparison.AT_LEAST, number);
        }
        yield compared(new Figure.Elections());
      }
      case "lag" -> compared(new Figure.Lag(node()));
      case "term" -> compared(new Figure.Term());
      case "commit" -> compared(new Figure.Commit());
      case "nodes" -> compared(new Figure.Nodes());
      default ->
          throw wrong(
              "\"" + name + "\" is none of leader, up, down, lag, term, commit, nodes, elections");
    };
  }

  private Condition compared(Figure figure) {
    String sign = word();
    Comparison comparison =
        Arrays.stream(Comparison.values())
            .filter(each -> each.sign().equals(sign))
            .findFirst()
            .orElseThrow(() -> wrong("\"" + sign + "\" is none of > >= < <= = !="));
    return new Condition.Compares(figure, comparison, number());
  }

  private NodeId node() {
    require("(");
    String name = word();
    require(")");
    return NodeId.parse(name).orElseThrow(() -> wrong("\"" + name + "\" is no node such as n3"));
  }

  private long number() {
    String word = word();
    try {
      return Long.parseLong(word);
    } catch (NumberFormatException e) {
      throw wrong("\"" + word + "\" is no number");
    }
  }

  private boolean peek(String word) {
    return next < words.size() && words.get(next).equals(word);
  }

  private boolean accept(String word) {
    boolean there = peek(word);
    next += there ? 1 : 0;
    return there;
  }

  private void require(String word) {
    if (!accept(word)) {
      String found = next < words.size() ? "\"" + words.get(next) + "\"" : "the end";
      throw wrong("\"" + word + "\" was expected, and " + found + " came");
    }
  }

  private String word() {
    if (next == words.size()) {
      throw wrong("it ends too early");
    }
    next++;
    return words.get(next - 1);
  }

  private ClusterException wrong(String what) {
    return ClusterException.usage(
        "a condition is such as \"leader(n3) and lag(n2) > 50\" or \"after elections(3)\"; in \""
            + text
            + "\" "
            + what
            + ".");
  }
}
