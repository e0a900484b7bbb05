package io.mq.ctl.doctor;

import java.nio.file.Path;
import java.util.List;

/** Which JDK the launchers use: that on which the tool runs, since both launchers look alike. */
final class JavaCheck implements Check {

  private static final int OLDEST = 25;

  @Override
  public String name() {
    return "java";
  }

  @Override
  public List<Finding> examine(Surroundings surroundings) {
    return List.of(
        judge(
            Runtime.version().feature(),
            Runtime.version().toString(),
            Path.of(System.getProperty("java.home")),
            surroundings.project().isPresent()));
  }

  Finding judge(int feature, String version, Path home, boolean launched) {
    String found = "JDK " + version + " in " + home;
    if (feature < OLDEST) {
      return Finding.problem(
          name(),
          found + ", and " + OLDEST + " or later is needed",
          "install one, or name its folder in MQ_JAVA_HOME");
    }
    return launched
        ? Finding.ok(name(), found)
        : Finding.warning(
            name(),
            found + ", but which one nodes get cannot be told",
            "start mqctl by its launcher, mqctl/bin/mqctl");
  }
}
