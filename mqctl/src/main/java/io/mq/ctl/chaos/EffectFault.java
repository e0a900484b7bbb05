package io.mq.ctl.chaos;

import io.mq.ctl.cluster.ClusterException;
import io.mq.shared.fault.Effect;
import io.mq.shared.fault.FaultJson;
import io.mq.shared.fault.FaultSpec;
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
final class EffectFault extends LinkFault {

  private final String kind;
  private final String effect;
  private final boolean suitsAnyProgram;
  private final Function<Draw, Effect> drawn;

  /**
   * One kind.
   *
   * @param kind its word in schedules
   * @param effect the effect's own word
   * @param drawn chooses the effect's parameters
   */
  EffectFault(String kind, String effect, boolean suitsAnyProgram, Function<Draw, Effect> drawn) {
    this.kind = kind;
    this.effect = effect;
    this.suitsAnyProgram = suitsAnyProgram;
    this.drawn = drawn;
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
    String victims =
        draw.oneOf(
            List.of("leader", "leader", "n" + (1 + draw.random().nextInt(draw.nodes())), "all"));
    PlannedFault fault = draw.fault(kind, victims);
    for (Map.Entry<String, Object> each : drawn.apply(draw).parameters().entrySet()) {
      fault = fault.with(each.getKey(), each.getValue().toString());
    }
    return fault;
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
    if (name.equals("peers") || name.equals("messages")) {
      return List.of(value.strip().split("[\\s,]+"));
    }
    if (value.matches("-?[0-9]{1,18}")) {
      return Long.parseLong(value);
    }
    return value.matches("-?[0-9]+\\.[0-9]+") ? (Object) Double.parseDouble(value) : value;
  }
}
