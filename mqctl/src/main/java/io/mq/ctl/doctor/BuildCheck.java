package io.mq.ctl.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether both programs are built, and whether a build was left half-way. */
final class BuildCheck implements Check {

  static final List<String> PROGRAMS = List.of("mqctl", "mqnode");

  /**
   * What is there.
   *
   * @param missing files that a whole build has
   * @param lock that a first build holds, if there is one
   * @param building whether the process that made it lives
   * @param named what {@code $MQNODE} says
   */
  record Seen(
      List<Path> missing,
      Optional<Path> lock,
      boolean building,
      Optional<Path> named,
      boolean namedRuns) {}

  @Override
  public String name() {
    return "build";
  }

  @Override
  public List<Finding> examine(Surroundings surroundings) {
    Optional<Path> named =
        Optional.ofNullable(surroundings.environment().get("MQNODE"))
            .filter(text -> !text.isEmpty())
            .map(Path::of);
    if (surroundings.project().isEmpty()) {
      return List.of(
          Finding.warning(name(), "it cannot be told where mqnode is", "name it in MQNODE"));
    }
    Path project = surroundings.project().get();
    List<Path> missing = new ArrayList<>();
    for (String program : PROGRAMS) {
      for (Path part :
          List.of(project.resolve(program + "/bin/" + program), jar(project, program))) {
        if (!Files.isRegularFile(part)) {
          missing.add(part);
        }
      }
    }
    Path lock = project.resolve("target/first-build.lock");
    return List.of(
        judge(
            project,
            new Seen(
                missing,
                Optional.of(lock).filter(Files::isDirectory),
                isBuilding(lock),
                named,
                named.filter(Files::isExecutable).isPresent())));
  }

  static Path jar(Path project, String program) {
    return project.resolve(program + "/target/" + program + ".jar");
  }

  private static boolean isBuilding(Path lock) {
    try {
      long pid = Long.parseLong(Files.readString(lock.resolve("pid")).strip());
      return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    } catch (IOException | NumberFormatException e) {
      return false;
    }
  }

  Finding judge(Path project, Seen seen) {
    if (seen.lock().isPresent()) {
      return seen.building()
          ? Finding.warning(name(), "a build is under way in " + project, "wait until it is done")
          : Finding.warning(
              name(),
              "a first build was interrupted and has left " + seen.lock().get(),
              "nothing: the next start of mqctl or mqnode removes it");
    }
    if (seen.named().isPresent()) {
      return seen.namedRuns()
          ? Finding.ok(name(), "nodes run " + seen.named().get() + ", as MQNODE says")
          : Finding.problem(
              name(),
              "MQNODE names " + seen.named().get() + ", which is not there or not executable",
              "unset MQNODE, or name a program");
    }
    if (!seen.missing().isEmpty()) {
      return Finding.problem(
          name(),
          "missing: " + String.join(", ", seen.missing().stream().map(Path::toString).toList()),
          "mvn -Dquick package in " + project + " makes what is missing");
    }
    return Finding.ok(name(), "mqctl and mqnode are built in " + project);
  }
}
