package io.mq.ctl.chaos;

import io.mq.ctl.cluster.ClusterException;
import io.mq.shared.fault.Bandwidth;
import io.mq.shared.fault.BitFlip;
import io.mq.shared.fault.ClockDrift;
import io.mq.shared.fault.ClockJump;
import io.mq.shared.fault.Delay;
import io.mq.shared.fault.Drop;
import io.mq.shared.fault.Duplicate;
import io.mq.shared.fault.Effect;
import io.mq.shared.fault.FailForce;
import io.mq.shared.fault.FullDisk;
import io.mq.shared.fault.Reorder;
import io.mq.shared.fault.Reset;
import io.mq.shared.fault.SlowForce;
import io.mq.shared.fault.TornTail;
import java.util.List;

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
          new MinorityThirdFault(),
          new RandomCutFault(),
          new CrashLoopFault(),
          new PowerLossFault(),
          new WipeFault(),
          new MembershipFault(),
          new TransferFault(),
          new ElectionFault(),
          new StaleLeaderFault(),
          new StaleCandidateFault(),
          new LoadFault(),
          new ClientTimeoutFault(),
          EffectFault.ofNetwork("delay", FaultKinds::delay),
          EffectFault.ofNetwork("drop", draw -> new Drop(rate(draw, 10, 40))),
          EffectFault.ofMessages("duplicate", draw -> new Duplicate(rate(draw, 10, 50))),
          EffectFault.ofMessages(
              "reorder", draw -> new Reorder(rate(draw, 10, 50), Reorder.DEFAULT_DELAY_MILLIS)),
          EffectFault.ofNetwork(
              "bandwidth", draw -> new Bandwidth(10_000 + draw.random().nextLong(200_000))),
          EffectFault.ofNetwork("reset", draw -> new Reset(rate(draw, 1, 10))),
          EffectFault.ofNode("disk-slow", "slow-force", FaultKinds::slowForce),
          EffectFault.ofNode("disk-full", "full-disk", draw -> new FullDisk()),
          EffectFault.ofDisk("disk-fail", "fail-force", draw -> new FailForce(1)),
          EffectFault.ofDisk("torn-tail", "torn-tail", draw -> new TornTail()),
          EffectFault.ofDisk("bit-flip", "bit-flip", draw -> new BitFlip(rate(draw, 1, 5))),
          EffectFault.ofNode("clock-drift", "clock-drift", FaultKinds::drift),
          EffectFault.ofNode("clock-jump", "clock-jump", FaultKinds::jump));

  private FaultKinds() {}

  /**
   * Refuses a schedule that asks for more than a cluster of another program can do.
   *
   * @throws ClusterException if a kind needs mqnode
   */
  static void mustSuitAnyProgram(Schedule schedule) {
    for (PlannedFault fault : schedule.faults()) {
      if (!of(fault.kind()).suitsAnyProgram()) {
        throw ClusterException.usage(
            fault.kind()
                + " is something that only mqnode can do to itself; on other programs: "
                + String.join(", ", wordsForAnyProgram())
                + ".");
      }
      if (fault.settings().containsKey(LeasedFault.MESSAGES)) {
        throw ClusterException.usage(
            fault.describe()
                + ": a proxy cannot tell the messages of another program apart; leave messages"
                + " out.");
      }
    }
  }

  private static Effect delay(Draw draw) {
    long millis = draw.random().nextLong(10, 250);
    return new Delay(millis, draw.random().nextLong(millis));
  }

  private static Effect slowForce(Draw draw) {
    long millis = draw.random().nextLong(20, 400);
    return new SlowForce(millis, draw.random().nextLong(millis));
  }

  private static Effect drift(Draw draw) {
    return new ClockDrift(draw.oneOf(List.of(0.25, 0.5, 2.0, 4.0)));
  }

  private static Effect jump(Draw draw) {
    return new ClockJump(draw.oneOf(List.of(-2_000L, 500L, 2_000L, 10_000L)));
  }

  private static double rate(Draw draw, int lowPercent, int highPercent) {
    return draw.random().nextInt(lowPercent, highPercent + 1) / 100.0;
  }

  /** Their words, in the order of the help. */
  public static List<String> words() {
    return ALL.stream().map(FaultKind::word).toList();
  }

  /** The words of those that nodes of any program can suffer. */
  public static List<String> wordsForAnyProgram() {
    return ALL.stream().filter(FaultKind::suitsAnyProgram).map(FaultKind::word).toList();
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
