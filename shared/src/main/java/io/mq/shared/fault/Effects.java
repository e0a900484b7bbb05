package io.mq.shared.fault;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All effects by their words. Stateless. */
public final class Effects {

  private static final Map<String, Function<Parameters, Effect>> READERS = readers();

  private Effects() {}

  private static Map<String, Function<Parameters, Effect>> readers() {
    Map<String, Function<Parameters, Effect>> all = new LinkedHashMap<>();
    all.put(Block.WORD, Block::read);
    all.put(Delay.WORD, Delay::read);
    all.put(Drop.WORD, Drop::read);
    all.put(Duplicate.WORD, Duplicate::read);
    all.put(Reorder.WORD, Reorder::read);
    all.put(Bandwidth.WORD, Bandwidth::read);
    all.put(Reset.WORD, Reset::read);
    all.put(SlowForce.WORD, SlowForce::read);
    all.put(FailForce.WORD, FailForce::read);
    all.put(FullDisk.WORD, FullDisk::read);
    all.put(BitFlip.WORD, BitFlip::read);
    all.put(TornTail.WORD, TornTail::read);
    all.put(ClockDrift.WORD, ClockDrift::read);
    all.put(ClockJump.WORD, ClockJump::read);
    return Collections.unmodifiableMap(all);
  }

  /** The words, in the order of the documentation. */
  public static List<String> words() {
    return List.copyOf(READERS.keySet());
  }

  static Effect read(String word, Parameters parameters) {
    Function<Parameters, Effect> reader = word == null ? null : READERS.get(word);
    if (reader == null) {
      throw new IllegalArgumentException(
          "effect must be one of " + String.join(", ", words()) + "; got " + word);
    }
    return reader.apply(parameters);
  }
}
