package io.mq.ctl.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether clusters can be written down. */
final class StateFolderCheck implements Check {

  @Override
  public String name() {
    return "state folder";
  }

  @Override
  public List<Finding> examine(Surroundings surroundings) {
    Path folder = surroundings.home().clusters();
    Path existing = Surroundings.existing(folder);
    return List.of(judge(folder, existing, Files.isWritable(existing)));
  }

  Finding judge(Path folder, Path existing, boolean writable) {
    if (!writable) {
      return Finding.problem(
          name(),
          existing + " cannot be written to, so there can be no cluster in " + folder,
          "name another folder in XDG_STATE_HOME, or make this one writable");
    }
    return Finding.ok(
        name(), folder + (existing.equals(folder) ? "" : ", which the first cluster makes"));
  }
}
