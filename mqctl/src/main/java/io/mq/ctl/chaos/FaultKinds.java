package io.mq.ctl.chaos;

import io.mq.ctl.cluster.ClusterException;
import io.mq.shared.fault.Bandwidth;
import io.mq.shared.fault.Delay;
import io.mq.shared.fault.Drop;
import io.mq.shared.fault.Duplicate;
import io.mq.shared.fault.Effect;
import io.mq.shared.fault.Reorder;
import io.mq.shared.fault.Reset;
import java.util.List;
import java.util.function.Function;

/** All kinds of faults, by their words. */
public final class FaultKinds {

  private static final List<FaultKind> ALL =
      List.of(
          new KillFault(),
          new TerminateFault(),
          new RestartFault(),
          new PauseFault(),
          new PartitionFault(),
          new IsolateFault(),
          new OneWayFault(),
          new RingFault(),
          new BridgeFault(),
          new TransferFault(),
          network("delay", FaultKinds::delay),
          network("drop", draw -> new Drop(rate(draw, 10, 40))),
          network("duplicate", draw -> new Duplicate(rate(draw, 10, 50))),
          network("reorder", draw -> new Reorder(rate(draw, 10, 50), Reorder.DEFAULT_DELAY_MILLIS)),
          network("bandwidth", draw -> new Bandwidth(10_000 + draw.random().nextLong(200_000))),
          network("reset", draw -> new Reset(rate(draw, 1, 10))));

  private FaultKinds() {}

  private static FaultKind network(String word, Function<Draw, Effect> drawn) {
    return new EffectFault(word, word, true, drawn);
  }

  private static Effect delay(Draw draw) {
    long millis = draw.random().nextLong(10, 250);
    return new Delay(millis, draw.random().nextLong(millis));
  }

  private static double rate(Draw draw, int lowPercent, int highPercent) {
    return draw.random().nextInt(lowPercent, highPercent + 1) / 100.0;
  }

  /** Their words, in the order of the help. */
  public static List<String> words() {
    return ALL.stream().map(FaultKind::word).toList();
  }

  /**
   * The kind of that name.
   *
   * @throws ClusterException if there is none
   */
  static FaultKind of(String word) {
    return ALL.stream()
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                ClusterException.usage(
                    "a fault is one of " + String.join(", ", words()) + "; got \"" + word + "\"."));
  }
}
