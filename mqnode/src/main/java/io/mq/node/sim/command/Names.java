package io.mq.node.sim.command;

import io.mq.node.sim.FaultKind;
import io.mq.node.sim.Profile;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Finds profiles and kinds of faults by the names that people write. */
final class Names {

  private Names() {}

  /** For profiles. */
  static final class OfProfile implements ITypeConverter<Profile> {
    @Override
    public Profile convert(String name) {
      return find(List.of(Profile.values()), Profile::describe, name);
    }
  }

  /** For kinds of faults. */
  static final class OfFaultKind implements ITypeConverter<FaultKind> {
    @Override
    public FaultKind convert(String name) {
      return find(Arrays.asList(FaultKind.values()), FaultKind::describe, name);
    }
  }

  private static <T> T find(List<T> all, Function<T, String> nameOf, String name) {
    for (T value : all) {
      if (nameOf.apply(value).equals(name)) {
        return value;
      }
    }
    throw new TypeConversionException(
        "expected one of " + all.stream().map(nameOf).toList() + "; got '" + name + "'");
  }
}
