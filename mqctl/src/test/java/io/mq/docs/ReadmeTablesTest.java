package io.mq.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.chaos.FaultKinds;
import io.mq.ctl.cli.ExitCode;
import io.mq.ctl.fault.Shape;
import io.mq.shared.config.ClusterFile;
import io.mq.shared.config.ClusterFileReader;
import io.mq.shared.config.NodeSnapshots;
import io.mq.shared.config.NodeTiming;
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
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  @Test
  void the_table_of_chaos_lists_every_kind_of_fault_and_stars_those_for_other_programs()
      throws IOException {
    List<String> cells =
        readme().stream()
            .filter(line -> line.matches("\\| [a-z, ]+ \\| (`[a-z-]+`\\*? ?)+\\|"))
            .map(line -> line.split("\\|", 4)[2])
            .toList();
    List<String> listed = List.of(String.join(" ", cells).strip().split(" +"));

    assertEquals(
        FaultKinds.words().stream().sorted().toList(),
        listed.stream().map(cell -> cell.replaceAll("[`*]", "")).sorted().toList());
    assertEquals(
        FaultKinds.wordsForAnyProgram().stream().sorted().toList(),
        listed.stream()
            .filter(cell -> cell.endsWith("*"))
            .map(cell -> cell.replaceAll("[`*]", ""))
            .sorted()
            .toList());
  }

  /** Each row of the two tables of fields, and the fields of fields that are named in them. */
  @Test
  void the_tables_of_cluster_files_list_every_field_that_is_read() throws IOException {
    List<String> section = section("### Cluster files");
    assertEquals(ClusterFileReader.FIELDS, fields(section, "| field |"));
    assertEquals(ClusterFileReader.FIELDS_OF_NODE, fields(section, "| field of a node |"));

    String text = String.join("\n", section);
    NodeTiming.DEFAULT.fields().forEach((field, value) -> assertNamed(text, field, value));
    assertNamed(text, "everyBytes", NodeSnapshots.DEFAULT.everyBytes() / (1 << 20) + " MiB");
    assertNamed(
        text,
        "everyEntries",
        String.format(Locale.ROOT, "%,d", NodeSnapshots.DEFAULT.everyEntries()));
  }

  /** What the section shows is a file, and the one that it says it is from. */
  @Test
  void the_example_of_figure_7_is_the_one_in_the_examples() throws Exception {
    List<String> shown = new ArrayList<>();
    boolean inside = false;
    for (String line : section("### Cluster files")) {
      if (line.startsWith("```")) {
        inside = line.equals("```yaml");
      } else if (inside) {
        shown.add(line);
      }
    }
    ClusterFile example = new ClusterFileReader(_ -> {}).parse(String.join("\n", shown), false);

    Path file = root().resolve("examples/clusters/figure7.yaml");
    ClusterFile whole = new ClusterFileReader(_ -> {}).read(file);
    assertEquals(whole, example);
  }

  private static void assertNamed(String text, String field, Object value) {
    String expected = "`" + field + "` (" + value + ")";
    assertTrue(text.contains(expected), expected);
  }

  /** The first words of the rows of the table with that heading; a row may name several. */
  private static List<String> fields(List<String> lines, String heading) {
    List<String> found = new ArrayList<>();
    boolean inside = false;
    for (String line : lines) {
      if (line.startsWith(heading)) {
        inside = true;
      } else if (!line.startsWith("|")) {
        inside = false;
      } else if (inside && !line.startsWith("|---")) {
        Matcher names = Pattern.compile("`([a-z_]+)`").matcher(line.split(" \\| ")[0]);
        names.results().forEach(name -> found.add(name.group(1)));
      }
    }
    return found;
  }

  private static List<String> section(String heading) throws IOException {
    List<String> lines = readme();
    int start = lines.indexOf(heading);
    assertTrue(start >= 0, heading);
    return lines.subList(start + 1, lines.size()).stream()
        .takeWhile(line -> !line.startsWith("##"))
        .toList();
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
    return Files.readAllLines(root().resolve("README.md"));
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("README.md"))) {
      here = here.getParent();
    }
    return here;
  }
}
