package io.mq.ctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mq.ctl.complete.CompletionScript;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scripts, in the shells they are for. */
class CompletionScriptTest {

  @TempDir private Path folder;

  private static String script(CompletionScript.Shell shell) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    CommandTree tree =
        new CommandTree(
            new Context(Map.of(), InputStream.nullInputStream(), nowhere, nowhere, Terminals.NONE));
    return CompletionScript.of(shell, tree.model());
  }

  private String run(String... command) throws Exception {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS), "does not end");
    return Files.readString(output, StandardCharsets.UTF_8).strip();
  }

  /** A stand-in for the tool, which the script asks for what is there. */
  private void mqctl() throws Exception {
    Path program = folder.resolve("mqctl");
    Files.writeString(
        program,
        """
        #!/bin/sh
        case "$*" in
          'values nodes') printf 'n1\\nn2\\nleader\\n' ;;
          'values topics --cluster demo') printf 'demonstration\\n' ;;
          'values topics') printf 'orders\\ntwo words\\n' ;;
          'values clusters') printf 'demo\\n' ;;
          'values clusters_to_use') printf 'demo\\n-\\n' ;;
        esac
        """);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  /** What bash offers for a line, whose words stand as bash divides them. */
  private String offered(String... words) throws Exception {
    mqctl();
    StringBuilder line = new StringBuilder("./mqctl");
    for (String word : words) {
      line.append(" '").append(word).append("'");
    }
    Path test = folder.resolve("test.bash");
    Files.writeString(
        test,
        "set -u\n"
            + script(CompletionScript.Shell.BASH)
            + "COMP_WORDS=("
            + line
            + ")\n"
            + "COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n"
            + "_mqctl\n"
            + "printf '%s\\n"
            + "' \"${COMPREPLY[@]-}\"\n");
    return run("bash", "--norc", test.toString()).replace('\n', ' ');
  }

  @Test
  void bash_offers_commands_and_options() throws Exception {
    assertEquals("status start stop", offered("st"));
    assertEquals("up use", offered("cluster", "u"));
    assertEquals("--follow", offered("logs", "n1", "--fo"));
    assertEquals("--purge", offered("cluster", "down", "--pu"));
    assertEquals("json", offered("status", "-o", "js"));
    assertEquals("json", offered("status", "--output", "=", "js"));
    assertEquals("table json yaml tsv", offered("status", "--output", "="));
    assertEquals("transfer-leader", offered("help", "trans"));
    assertEquals("", offered("put", "orders", "x"));
  }

  @Test
  void bash_offers_what_is_there() throws Exception {
    assertEquals("n1 n2 leader", offered("kill", ""));
    assertEquals("n1,n2", offered("kill", "n1,n2"));
    assertEquals("n1,leader", offered("pause", "n2", "n1,l"));
    assertEquals("orders two\\ words", offered("get", ""));
    assertEquals("demo", offered("status", "--cluster", ""));
    assertEquals("demo -", offered("cluster", "use", ""));
    assertEquals("demonstration", offered("get", "--cluster", "demo", ""));
    Files.createFile(folder.resolve("story.mq"));
    assertEquals("story.mq", offered("run", "st"));
  }

  @ParameterizedTest
  @EnumSource(CompletionScript.Shell.class)
  void every_shell_takes_its_script(CompletionScript.Shell shell) throws Exception {
    String name = shell.name().toLowerCase(Locale.ROOT);
    boolean there =
        List.of("/bin", "/usr/bin", "/usr/local/bin").stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    assumeTrue(there || shell == CompletionScript.Shell.BASH, name + " is not installed");
    Path file = folder.resolve("script." + name);
    Files.writeString(file, script(shell));
    assertEquals("", run(name, "-n", file.toString()));
  }

  @Test
  void fish_offers_the_same() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/fish")), "fish is not installed");
    mqctl();
    Path file = folder.resolve("script.fish");
    Files.writeString(file, script(CompletionScript.Shell.FISH));
    String ask =
        "set PATH . $PATH; source script.fish; complete -C 'mqctl cluster u'; complete -C 'mqctl"
            + " kill n1,l'; complete -C 'mqctl status -o js'; complete -C 'mqctl get --cluster"
            + " demo '; complete -C 'mqctl cluster down --pu'; complete -C 'mqctl cluster use d'";
    assertEquals(
        List.of("up", "use", "n1,leader", "json", "demonstration", "--purge", "demo"),
        run("fish", "--no-config", "-c", ask)
            .lines()
            .map(line -> line.replaceFirst("\t.*", ""))
            .toList());
  }
}
