package io.mq.ctl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every file below {@code examples} does what it says. */
class ExamplesIT {

  private static final Pattern PORT = Pattern.compile("(port\"?: *)([0-9]+)");

  @TempDir Path temporary;

  @TestFactory
  Stream<DynamicTest> every_cluster_file_starts_a_cluster_that_serves() throws IOException {
    return files("clusters", "")
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> serves(file)));
  }

  private void serves(Path file) throws Exception {
    try (Tool mqctl = new Tool()) {
      mqctl.run("", "cluster", "up", "--name", "demo", "-f", onFreePorts(file).toString()).done();
      mqctl.run("topic create t").done();
      mqctl.run("put t hello").done();
      assertEquals("hello", mqctl.run("get t").done());
      mqctl.run("cluster down --purge").done();
    }
  }

  /** Ports that a file names may be taken on the machine that runs this. */
  private Path onFreePorts(Path file) throws IOException {
    String text = Files.readString(file);
    Matcher ports = PORT.matcher(text);
    Iterator<Integer> free = FreePorts.find((int) ports.results().count()).iterator();
    String changed = ports.replaceAll(found -> found.group(1) + free.next());
    return Files.writeString(temporary.resolve(file.getFileName()), changed);
  }

  @Test
  void every_demo_runs_to_its_end_one_after_the_other() throws Exception {
    List<Path> demos = files("demos", ".mq").toList();
    assertTrue(demos.size() >= 2, demos.toString());
    try (Tool mqctl = new Tool()) {
      mqctl.run("cluster up -n 5").done();
      for (Path demo : demos) {
        mqctl.run("", "run", demo.toString()).done();
      }
    }
  }

  private static Stream<Path> files(String folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(Tool.root().resolve("examples").resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
    }
  }
}
