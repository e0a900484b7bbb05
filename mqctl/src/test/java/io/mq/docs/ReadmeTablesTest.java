package io.mq.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mq.ctl.cli.ExitCode;
import io.mq.shared.wire.Definiteness;
import io.mq.shared.wire.ErrorCode;
import io.mq.shared.wire.RetryRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README's tables say what the enums say. */
class ReadmeTablesTest {

  @Test
  void the_table_of_errors_lists_every_code_as_it_is() throws IOException {
    List<String> expected = new ArrayList<>();
    for (ErrorCode code : ErrorCode.values()) {
      expected.add(
          "| `%s` | %d | %s | %s |"
              .formatted(
                  code, code.httpStatus(), happened(code.definiteness()), again(code.retryRule())));
    }

    assertEquals(expected, firstFourColumns(readme(), "| `[A-Z_]+` \\| \\d+ \\|.*"));
  }

  @Test
  void the_table_of_exit_codes_lists_every_code_as_it_is() throws IOException {
    List<String> expected = new ArrayList<>();
    for (ExitCode code : ExitCode.values()) {
      expected.add("| %d | %s |".formatted(code.status(), code.meaning()));
    }

    assertEquals(
        expected, readme().stream().filter(line -> line.matches("\\| \\d \\| .*")).toList());
  }

  private static String happened(Definiteness definiteness) {
    return switch (definiteness) {
      case DEFINITE -> "no";
      case MAYBE -> "perhaps";
    };
  }

  private static String again(RetryRule rule) {
    return switch (rule) {
      case NEVER -> "no";
      case ALWAYS -> "yes";
      case WITH_SESSION -> "in a session only";
    };
  }

  private static List<String> firstFourColumns(List<String> lines, String row) {
    List<String> found = new ArrayList<>();
    for (String line : lines) {
      if (line.matches("\\" + row)) {
        String[] columns = line.split(" \\| ", 5);
        found.add(String.join(" | ", List.of(columns).subList(0, 4)) + " |");
      }
    }
    return found;
  }

  private static List<String> readme() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("README.md"))) {
      here = here.getParent();
    }
    return Files.readAllLines(here.resolve("README.md"));
  }
}
