package io.mq.ctl.chaos;

import io.mq.ctl.cluster.ClusterException;
import io.mq.shared.fault.Effect;
import io.mq.shared.fault.FaultJson;
import io.mq.shared.fault.FaultSpec;
import io.mq.shared.fault.NetworkEffect;
import io.mq.shared.id.NodeId;
import io.mq.shared.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Any effect that a node can bring on itself: {@code delay}, {@code drop} and so on. Its settings
 * are the effect's parameters as they stand in JSON, such as {@code delayMillis}, and for the
 * network's effects also {@code direction}, {@code peers} and {@code messages}.
 */
final class EffectFault extends LeasedFault {

  private static final String LEADER = "leader";

  /** Stands for any one node. */
  private static final String NODE = "";

  private final String kind;
  private final String effect;
  private final boolean suitsAnyProgram;
  private final boolean stopsNodes;
  private final List<String> victims;
  private final Function<Draw, Effect> drawn;

  private EffectFault(
      String kind,
      String effect,
      boolean suitsAnyProgram,
      boolean stopsNodes,
      List<String> victims,
      Function<Draw, Effect> drawn) {
    this.kind = kind;
    this.effect = effect;
    this.suitsAnyProgram = suitsAnyProgram;
    this.stopsNodes = stopsNodes;
    this.victims = victims;
    this.drawn = drawn;
  }

  private static final List<String> ANY_LINKS = List.of(LEADER, LEADER, NODE, "all");

  /**
   * Something that happens on links, in the nodes or in the proxies between them.
   *
   * @param drawn chooses the effect's parameters
   */
  static EffectFault ofNetwork(String word, Function<Draw, Effect> drawn) {
    return new EffectFault(word, word, true, false, ANY_LINKS, drawn);
  }

  /** Something that happens to single messages, which a proxy cannot tell apart in its stream. */
  static EffectFault ofMessages(String word, Function<Draw, Effect> drawn) {
    return new EffectFault(word, word, false, false, ANY_LINKS, drawn);
  }

  /** Something that a node's clock or disk does, and that the node must live with. */
  static EffectFault ofNode(String kind, String effect, Function<Draw, Effect> drawn) {
    return new EffectFault(kind, effect, false, false, List.of(LEADER, NODE, "minority"), drawn);
  }

  /**
   * Something that a node's disk does and that stops the node. On one node: a disk is not spared.
   */
  static EffectFault ofDisk(String kind, String effect, Function<Draw, Effect> drawn) {
    return new EffectFault(kind, effect, false, true, List.of(LEADER, NODE), drawn);
  }

  @Override
  public String word() {
    return kind;
  }

  @Override
  public boolean suitsAnyProgram() {
    return suitsAnyProgram;
  }

  @Override
  public PlannedFault draw(Draw draw) {
    String chosen = draw.oneOf(victims);
    PlannedFault fault = draw.fault(kind, chosen.equals(NODE) ? draw.oneNode() : chosen);
    Effect chosenEffect = drawn.apply(draw);
    for (Map.Entry<String, Object> each : chosenEffect.parameters().entrySet()) {
      fault = fault.with(each.getKey(), each.getValue().toString());
    }
    return chosenEffect instanceof NetworkEffect ? draw.narrowed(fault) : fault;
  }

  /** A disk that fails stops its node, as it should. */
  @Override
  void afterwards(Asked asked, Target target) {
    if (stopsNodes) {
      target.start(asked.victims());
    }
  }

  @Override
  Asked asked(PlannedFault plan, Target target, long leaseMillis) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("effect", effect);
    plan.settings().forEach((name, value) -> fields.put(name, typed(name, value)));
    fields.put("leaseMillis", leaseMillis);
    FaultSpec spec;
    try {
      spec = FaultJson.spec(new JsonObject(fields));
    } catch (IllegalArgumentException e) {
      throw ClusterException.usage(plan.describe() + ": " + e.getMessage() + ".");
    }
    FaultSpec seeded = spec.effect().isRandom() ? spec.seeded(target.random().nextLong()) : spec;
    List<NodeId> nodes = target.select(plan.nodes());
    Map<NodeId, List<FaultSpec>> specs = new TreeMap<>();
    nodes.forEach(node -> specs.put(node, List.of(seeded)));
    return new Asked(specs, nodes, spec.effect().describe());
  }

  /** A schedule's texts as the JSON form has them. */
  private static Object typed(String name, String value) {
    if (name.equals("peers") || name.equals(MESSAGES)) {
      return words(value);
    }
    if (value.matches("-?[0-9]{1,18}")) {
      return Long.parseLong(value);
    }
    return value.matches("-?[0-9]+\\.[0-9]+") ? (Object) Double.parseDouble(value) : value;
  }
}
