package io.mq.ctl.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Has the tool start nodes with a planted bug in place of mqnode. */
final class MutantProgram {

  private MutantProgram() {}

  /** The environment for the tool; the program that it names is written into {@code folder}. */
  static Map<String, String> environment(Path folder, String mutant) throws IOException {
    Path target = Tool.root().resolve("mqnode/target");
    Path bugs = target.resolve("mqnode-mutants.jar");
    if (!Files.exists(bugs)) {
      throw new AssertionError(bugs + " is missing; mvn package makes it");
    }
    Path program = folder.resolve("mutant-node");
    Files.writeString(
        program,
        """
        #!/bin/sh
        exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m -cp '%s:%s' \
        io.mq.node.main.MutantNode "$@"
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                bugs,
                target.resolve("mqnode.jar")));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return Map.of("MQNODE", program.toString(), "MQ_MUTANT", mutant);
  }
}
