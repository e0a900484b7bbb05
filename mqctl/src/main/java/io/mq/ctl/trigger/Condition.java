package io.mq.ctl.trigger;

import io.mq.shared.id.NodeId;
import java.util.OptionalLong;

/** Something that is true of a cluster or not. */
public sealed interface Condition {

  /** Whether it is true now. */
  boolean holds(Facts facts);

  /**
   * Reads a condition.
   *
   * @throws io.mq.ctl.cluster.ClusterException if the text is none
   */
  static Condition parse(String text) {
    return new ConditionReader(text).read();
  }

  /** That node leads. */
  record Leads(NodeId node) implements Condition {
    @Override
    public boolean holds(Facts facts) {
      return facts.leader().filter(node::equals).isPresent();
    }
  }

  /** Some node leads. */
  record HasLeader() implements Condition {
    @Override
    public boolean holds(Facts facts) {
      return facts.leader().isPresent();
    }
  }

  /** That node answers. */
  record IsUp(NodeId node) implements Condition {
    @Override
    public boolean holds(Facts facts) {
      return facts.isUp(node);
    }
  }

  /** Both are true. */
  record And(Condition one, Condition other) implements Condition {
    @Override
    public boolean holds(Facts facts) {
      return one.holds(facts) && other.holds(facts);
    }
  }

  /** One at least is true. */
  record Or(Condition one, Condition other) implements Condition {
    @Override
    public boolean holds(Facts facts) {
      return one.holds(facts) || other.holds(facts);
    }
  }

  /** It is not true. */
  record Not(Condition condition) implements Condition {
    @Override
    public boolean holds(Facts facts) {
      return !condition.holds(facts);
    }
  }

  /** A figure compares to a number. What is not known compares to none. */
  record Compares(Figure figure, Comparison comparison, long number) implements Condition {
    @Override
    public boolean holds(Facts facts) {
      OptionalLong value = figure.of(facts);
      return value.isPresent() && comparison.holds(value.getAsLong(), number);
    }
  }

  /** A figure of a cluster. */
  sealed interface Figure {

    /** Its value; empty if nobody knows it. */
    OptionalLong of(Facts facts);

    /** By how many entries a node is behind. */
    record Lag(NodeId node) implements Figure {
      @Override
      public OptionalLong of(Facts facts) {
        return facts.lag(node);
      }
    }

    /** The latest term. */
    record Term() implements Figure {
      @Override
      public OptionalLong of(Facts facts) {
        return OptionalLong.of(facts.term());
      }
    }

    /** The latest commit index. */
    record Commit() implements Figure {
      @Override
      public OptionalLong of(Facts facts) {
        return OptionalLong.of(facts.commit());
      }
    }

    /** The number of nodes that answer. */
    record Nodes() implements Figure {
      @Override
      public OptionalLong of(Facts facts) {
        return OptionalLong.of(facts.last().size());
      }
    }

    /** How many elections have been won meanwhile. */
    record Elections() implements Figure {
      @Override
      public OptionalLong of(Facts facts) {
        return OptionalLong.of(facts.elections());
      }
    }
  }

  /** How a figure is compared. */
  enum Comparison {
    MORE(">"),
    AT_LEAST(">="),
    LESS("<"),
    AT_MOST("<="),
    EQUAL("="),
    OTHER("!=");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }

    boolean holds(long value, long number) {
      return switch (this) {
        case MORE -> value > number;
        case AT_LEAST -> value >= number;
        case LESS -> value < number;
        case AT_MOST -> value <= number;
        case EQUAL -> value == number;
        case OTHER -> value != number;
      };
    }
  }
}
