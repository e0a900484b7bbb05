package io.mq.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.cli.ExitCode;
import io.mq.ctl.fault.Shape;
import io.mq.shared.fault.Effects;
import io.mq.shared.fault.MessageType;
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

  @Test
  void the_table_of_faults_lists_every_effect_and_the_text_every_shape_and_kind_of_message()
      throws IOException {
    List<String> listed =
        readme().stream()
            .filter(line -> line.matches("\\| `[a-z-]+` \\| .* \\| (links|nodes)\\b.*"))
            .map(line -> line.split("`", 3)[1])
            .toList();
    assertEquals(Effects.words(), listed);

    String text = String.join("\n", readme());
    Shape.all().forEach(shape -> assertTrue(text.contains("`" + shape.word() + "`"), shape.word()));
    for (MessageType type : MessageType.values()) {
      assertTrue(text.contains("`" + type.word() + "`"), type.word());
    }
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
