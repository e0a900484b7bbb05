package io.mq.ctl.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All checks, one after the other. Stateless. */
public final class Doctor {

  private static final List<Check> CHECKS =
      List.of(
          new JavaCheck(),
          new BuildCheck(),
          new CachesCheck(),
          new StateFolderCheck(),
          new SecretsCheck(),
          new DiskSpeedCheck(),
          new DiskSpaceCheck(),
          new OpenFilesCheck(),
          new FreePortsCheck(),
          new PinnedPortsCheck(),
          new StatesCheck(),
          new OrphansCheck(),
          new FaultsCheck());

  private Doctor() {}

  /** Looks at this machine and at the clusters that the environment names. */
  public static List<Finding> examine(Map<String, String> environment) {
    Surroundings surroundings = Surroundings.of(environment);
    List<Finding> findings = new ArrayList<>();
    CHECKS.forEach(check -> findings.addAll(check.examine(surroundings)));
    return findings;
  }
}
