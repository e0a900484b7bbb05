package io.mq.node.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class MqNodeTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"", "c.json", "c.json one", "c.json 0 --dta d", "c.json 0 1"})
  void arguments_that_make_no_sense_are_a_usage_error(String line) {
    int code = run(line.isEmpty() ? new String[0] : line.split(" "));

    assertEquals(NodeExitCode.USAGE.number(), code);
    assertTrue(err.toString().contains("Usage: mqnode"), err.toString());
  }

  @Test
  void a_config_that_cannot_be_read_fails_with_one_sentence(@TempDir Path folder) {
    Path missing = folder.resolve("c.json");

    int code = run(missing.toString(), "0");

    assertEquals(NodeExitCode.FAILED.number(), code);
    assertEquals(
        "mqnode: config " + missing + " does not exist" + System.lineSeparator(), err.toString());
  }

  @Test
  void version_and_help_are_printed() {
    assertEquals(NodeExitCode.OK.number(), run("--version"));
    assertTrue(out.toString().matches("mqnode \\d+\\.\\d+\\.\\S+\\R"), out.toString());
    assertEquals(NodeExitCode.OK.number(), run("--help"));
    assertTrue(out.toString().contains(MqNode.SECRET_VARIABLE), out.toString());
    assertTrue(out.toString().contains(MqNode.TOKEN_VARIABLE), out.toString());
  }

  private int run(String... arguments) {
    CommandLine command = MqNode.commandLine(name -> Map.<String, String>of().get(name));
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
