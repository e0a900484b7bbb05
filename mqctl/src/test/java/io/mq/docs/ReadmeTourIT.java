package io.mq.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does what the README's tour says and sees what it shows. Numbers, node names and the order of
 * lines may differ from one run to the next; nothing else may.
 */
class ReadmeTourIT {

  /** One command of the tour and what it prints. */
  private record Step(String command, List<String> shown) {}

  private static final int LONGEST_SECONDS = 90;

  @TempDir private Path state;

  @AfterEach
  void leave_nothing_running() throws Exception {
    // After a whole tour there is nothing left to stop, and the command says so.
    carryOut("mqctl cluster down --purge");
  }

  @Test
  void every_command_of_the_tour_prints_what_the_readme_shows() throws Exception {
    List<Step> tour = steps();
    assertTrue(tour.size() >= 10, "the tour was not found in the README: " + tour.size());
    for (Step step : tour) {
      assertEquals(normal(step.shown()), normal(run(step.command())), step.command());
    }
  }

  private static List<Step> steps() throws IOException {
    List<Step> steps = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(root().resolve("README.md"))) {
      if (line.startsWith("```")) {
        inside = line.equals("```console");
      } else if (inside && line.startsWith("$ ")) {
        steps.add(new Step(line.substring(2), new ArrayList<>()));
      } else if (inside) {
        steps.getLast().shown().add(line);
      }
    }
    return steps;
  }

  private record Outcome(int exitStatus, List<String> lines) {}

  private List<String> run(String command) throws Exception {
    Outcome outcome = carryOut(command);
    assertEquals(0, outcome.exitStatus(), command + " failed: " + outcome.lines());
    return outcome.lines();
  }

  private Outcome carryOut(String command) throws Exception {
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-c", command.replaceFirst("^mqctl ", "mqctl/bin/mqctl "));
    shell.directory(root().toFile());
    shell.environment().put("XDG_STATE_HOME", state.toString());
    shell.redirectErrorStream(true);
    Path output = Files.createTempFile(state, "output", ".txt");
    shell.redirectOutput(output.toFile());
    Process process = shell.start();
    assertTrue(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS), command + " does not end");
    return new Outcome(process.exitValue(), Files.readAllLines(output, StandardCharsets.UTF_8));
  }

  private static String normal(List<String> lines) {
    return String.join(
        "\n",
        lines.stream()
            .map(line -> line.replaceAll("\\bn[1-9]\\b", "nX").replaceAll("[0-9]+", "#"))
            .map(line -> line.replaceAll(" +", " ").strip())
            .filter(line -> !line.isEmpty())
            .sorted()
            .toList());
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("README.md"))) {
      here = here.getParent();
    }
    return here;
  }
}
