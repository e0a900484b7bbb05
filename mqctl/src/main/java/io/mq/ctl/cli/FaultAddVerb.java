package io.mq.ctl.cli;

import io.mq.shared.config.ConfigException;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** {@code mqctl fault add KIND ...}: what all kinds have in common. */
abstract class FaultAddVerb extends FaultVerb {

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Of what chance decides; the nodes draw one if none is given.")
  Long seed;

  final OptionalLong seed() {
    return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
  }

  /** Something of the command line that can be out of range. */
  interface Value<T> {
    T get() throws ConfigException;
  }

  static <T> T usage(Value<T> value) throws ConfigException {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new ConfigException(e.getMessage());
    }
  }
}
