package io.mq.ctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.complete.Completion;
import io.mq.ctl.complete.Completions;
import io.mq.ctl.complete.Completions.Meaning;
import io.mq.ctl.complete.Values;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Tab offers for the real commands. */
class CompletionsTest {

  private static final Values THERE =
      new Values() {
        @Override
        public List<String> nodes() {
          return List.of("n1", "n2", "n3");
        }

        @Override
        public List<String> topics() {
          return List.of("orders", "returns");
        }

        @Override
        public List<String> clusters() {
          return List.of("default", "demo");
        }
      };

  private final Completions completions = new Completions(tree().model(), THERE);

  private static CommandTree tree() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return new CommandTree(
        new Context(Map.of(), InputStream.nullInputStream(), nowhere, nowhere, Terminals.NONE));
  }

  /** The words offered for a line whose last word is being typed. */
  private List<String> offered(String line) {
    List<String> words = List.of(line.split(" ", -1));
    return completions.next(words.subList(0, words.size() - 1), words.getLast()).stream()
        .map(Completion::word)
        .toList();
  }

  private Meaning meaning(String line) {
    List<String> words = List.of(line.split(" "));
    return completions.meaning(words.subList(0, words.size() - 1), words.getLast());
  }

  @Test
  void commands_and_the_commands_below_them() {
    assertEquals(List.of("status", "start", "stop"), offered("st"));
    assertTrue(offered("").containsAll(List.of("cluster", "put", "watch")));
    assertEquals(List.of("up", "use"), offered("cluster u"));
    assertEquals(List.of("transfer-leader"), offered("help trans"));
    String about = completions.next(List.of(), "kill").getFirst().description();
    assertEquals("Kills nodes (SIGKILL), as a crash would.", about);
  }

  @Test
  void nodes_and_selectors_also_behind_a_comma_and_behind_others() {
    assertEquals(
        List.of("n1", "n2", "n3", "leader", "followers", "all", "random", "minority", "majority"),
        offered("kill "));
    assertEquals(List.of("n1,followers"), offered("kill n1,f"));
    assertEquals(List.of("n2"), offered("pause n1 n2"));
    assertEquals(List.of("leader"), offered("get orders --node l"));
  }

  @Test
  void topics_but_no_messages() {
    assertEquals(List.of("orders", "returns"), offered("get "));
    assertEquals(List.of("returns"), offered("put r"));
    assertEquals(List.of(), offered("put orders r"));
    assertEquals(List.of("orders"), offered("topic delete returns o"));
  }

  @Test
  void clusters_and_a_dash_for_the_one_in_use_before() {
    assertEquals(List.of("default", "demo", "-"), offered("cluster use "));
    assertEquals(List.of("demo"), offered("cluster use dem"));
    assertEquals(List.of("yaml", "rrmq"), offered("cluster export --format "));
    assertEquals(List.of("--dry-run"), offered("cluster up --dry"));
    assertEquals(Meaning.VALUE, meaning("cluster use -"));
  }

  @Test
  void options_that_do_not_stand_there_yet_and_their_values() {
    assertEquals(List.of("--follow"), offered("logs n1 --f"));
    assertEquals(List.of(), offered("logs n1 --follow --f"));
    assertEquals(List.of("default", "demo"), offered("status --cluster "));
    assertEquals(List.of("demo"), offered("cluster adopt dem"));
    assertEquals(List.of("json"), offered("status -o j"));
    assertEquals(List.of("--output=json"), offered("status --output=j"));
    assertEquals(List.of(), offered("put orders -- --no"));
    assertFalse(offered("status ").isEmpty(), "options, where nothing else can stand");
  }

  @Test
  void files(@TempDir Path folder) throws Exception {
    Files.createFile(folder.resolve("five.yaml"));
    Files.createDirectory(folder.resolve("five.d"));
    Files.createFile(folder.resolve(".five"));
    assertEquals(
        List.of(folder + "/five.d/", folder + "/five.yaml"), offered("run " + folder + "/fi"));
    assertFalse(completions.next(List.of("run"), folder + "/five.d").getFirst().whole());
    assertEquals(List.of(), offered("run " + folder + "/none/x"));
  }

  @Test
  void what_is_known_is_told_from_what_is_not() {
    assertEquals(Meaning.COMMAND, meaning("cluster"));
    assertEquals(Meaning.COMMAND, meaning("cluster up"));
    assertEquals(Meaning.UNKNOWN, meaning("clutser"));
    assertEquals(Meaning.UNKNOWN, meaning("cluster upp"));
    assertEquals(Meaning.OPTION, meaning("cluster up -n"));
    assertEquals(Meaning.OPTION, meaning("cluster up -n5"));
    assertEquals(Meaning.OPTION, meaning("cluster up --name=x"));
    assertEquals(Meaning.UNKNOWN, meaning("cluster up --nmae"));
    assertEquals(Meaning.VALUE, meaning("cluster up -n 5"));
    assertEquals(Meaning.VALUE, meaning("put t -- --nmae"));
    assertEquals(Meaning.UNKNOWN, meaning("status now"));
  }
}
