package io.mq.ctl.doctor;

import io.mq.ctl.cluster.ClusterFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Whether the files that hold secrets are readable by their owner alone. */
final class SecretsCheck implements Check {

  private static final List<String> FILES =
      List.of("cluster.json", "cluster.json.new", "proxies.json", "proxies.json.new");

  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  @Override
  public String name() {
    return "secrets";
  }

  @Override
  public List<Finding> examine(Surroundings surroundings) {
    List<Finding> findings = new ArrayList<>();
    int files = 0;
    for (ClusterFolder cluster : surroundings.home().entries()) {
      for (String name : FILES) {
        Path file = cluster.path().resolve(name);
        if (Files.exists(file)) {
          files++;
          look(file).stream()
              .filter(finding -> finding.result() != Finding.Result.OK)
              .forEach(findings::add);
        }
      }
    }
    return findings.isEmpty()
        ? List.of(
            Finding.ok(
                name(),
                files == 0
                    ? "no cluster has any"
                    : "readable by nobody else (files with secrets: " + files + ")"))
        : findings;
  }

  private List<Finding> look(Path file) {
    try {
      return List.of(judge(file, Files.getPosixFilePermissions(file)));
    } catch (IOException | UnsupportedOperationException e) {
      return List.of(
          Finding.warning(
              name(), "who may read " + file + " cannot be told: " + e.getMessage(), ""));
    }
  }

  Finding judge(Path file, Set<PosixFilePermission> permissions) {
    return OWNERS.containsAll(permissions)
        ? Finding.ok(name(), file.toString())
        : Finding.problem(
            name(),
            file
                + " holds secrets and others have rights to it ("
                + PosixFilePermissions.toString(permissions)
                + ")",
            "chmod 600 " + file);
  }
}
