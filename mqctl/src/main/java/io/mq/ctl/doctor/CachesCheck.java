package io.mq.ctl.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the caches for a fast start are there and fit, as the launchers and the JVM see it. */
final class CachesCheck implements Check {

  private static final String REMEDY =
      "mvn -Dquick package makes it anew; until then starts are slower";

  /** A JVM names itself in the first bytes of its caches. */
  private static final int HEADER_BYTES = 4096;

  /**
   * One program's cache.
   *
   * @param made when the cache was written; empty if there is none
   * @param parts what it was made from, and when that was written
   * @param madeByThisJvm no other can use it
   */
  record Cache(
      Path file, Optional<FileTime> made, Map<Path, FileTime> parts, boolean madeByThisJvm) {}

  @Override
  public String name() {
    return "start-up";
  }

  @Override
  public List<Finding> examine(Surroundings surroundings) {
    if (surroundings.project().isEmpty()) {
      return List.of(
          Finding.warning(
              name(),
              "where the caches are cannot be told",
              "start mqctl by its launcher, mqctl/bin/mqctl"));
    }
    List<Finding> findings = new ArrayList<>();
    for (String program : BuildCheck.PROGRAMS) {
      try {
        findings.add(judge(look(surroundings.project().get(), program)));
      } catch (IOException e) {
        findings.add(
            Finding.warning(name(), "the cache of " + program + ": " + e.getMessage(), REMEDY));
      }
    }
    return findings;
  }

  private static Cache look(Path project, String program) throws IOException {
    Path target = project.resolve(program + "/target");
    Path file = target.resolve(program + ".aot");
    Map<Path, FileTime> parts = new LinkedHashMap<>();
    if (!Files.isRegularFile(file)) {
      return new Cache(file, Optional.empty(), parts, false);
    }
    Path lib = target.resolve("lib");
    parts.put(BuildCheck.jar(project, program), time(BuildCheck.jar(project, program)));
    parts.put(lib, time(lib));
    try (Stream<Path> jars = Files.list(lib)) {
      for (Path jar : jars.filter(path -> path.toString().endsWith(".jar")).sorted().toList()) {
        parts.put(jar, time(jar));
      }
    }
    return new Cache(file, Optional.of(time(file)), parts, isOfThisJvm(file));
  }

  private static FileTime time(Path file) throws IOException {
    return Files.getLastModifiedTime(file);
  }

  private static boolean isOfThisJvm(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String header = new String(in.readNBytes(HEADER_BYTES), StandardCharsets.ISO_8859_1);
      return header.contains("(" + System.getProperty("java.vm.version") + ")");
    }
  }

  Finding judge(Cache cache) {
    if (cache.made().isEmpty()) {
      return Finding.warning(name(), "there is no " + cache.file(), REMEDY);
    }
    for (Map.Entry<Path, FileTime> part : cache.parts().entrySet()) {
      if (cache.made().get().compareTo(part.getValue()) <= 0) {
        return Finding.warning(
            name(),
            cache.file() + " is not newer than " + part.getKey() + ", so it is not used",
            REMEDY);
      }
    }
    return cache.madeByThisJvm()
        ? Finding.ok(name(), cache.file() + " fits")
        : Finding.warning(
            name(), cache.file() + " was made by another JVM, so it is not used", REMEDY);
  }
}
