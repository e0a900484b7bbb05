package io.mq.ctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Every command that prints data prints the same fields as JSON, YAML and TSV. */
@Timeout(120)
class OutputFormatsIT {

  /** What prints data: how to call it, and the fields of what it prints. */
  private static final Map<String, List<String>> DATA = new LinkedHashMap<>();

  /**
   * What only does something, prints what has a form of its own, or is tested elsewhere; the name
   * of a group stands for all commands in it.
   */
  private static final List<String> OTHERS =
      List.of(
          "bench",
          "chaos",
          "cluster add",
          "cluster adopt",
          "cluster down",
          "cluster export",
          "cluster remove",
          "cluster restart",
          "cluster scale",
          "completion",
          "crash-loop",
          "doctor",
          "elect",
          "fault add",
          "fault clear",
          "heal",
          "help",
          "isolate",
          "isolate-leader",
          "kill",
          "kill-leader",
          "man",
          "node rejoin",
          "partition",
          "pause",
          "pause-leader",
          "power-loss",
          "proxies",
          "repl",
          "restart",
          "resume",
          "run",
          "start",
          "stop",
          "topic create",
          "topic delete",
          "transfer-leader",
          "values",
          "wait",
          "when",
          "wipe");

  static {
    List<String> nodes =
        List.of(
            "node", "state", "role", "term", "commit", "applied", "last", "faults", "pid", "url");
    DATA.put("cluster up", nodes);
    DATA.put("cluster status", nodes);
    DATA.put("status", nodes);
    DATA.put("cluster list", List.of("cluster", "in_use", "nodes", "running", "folder"));
    DATA.put("cluster use", List.of("cluster", "previous"));
    DATA.put(
        "cluster up --dry-run",
        List.of(
            "node",
            "state",
            "starts",
            "pid",
            "ip",
            "port",
            "internal_port",
            "data",
            "heap",
            "jvm_options",
            "timing",
            "term",
            "log",
            "folder",
            "environment",
            "command"));
    DATA.put("logs n1 -n 3", List.of("lines"));
    DATA.put("watch --frames 1", List.of("cluster", "leader", "term", "puts_per_s", "gets_per_s"));
    DATA.put(
        "events -n 3", List.of("at", "node", "type", "text", "role", "term", "leader", "commit"));
    DATA.put("explain", List.of("serves", "verdict", "reasons"));
    DATA.put("fault list", List.of("node", "id", "effect", "fault", "lease_ms", "remaining_ms"));
    DATA.put("select leader", List.of("nodes"));
    DATA.put("topic list", List.of("topic", "ready", "leased", "bytes"));
    DATA.put("topic show t", List.of("topic", "ready", "leased", "bytes", "next_message_id"));
    DATA.put("put t a b c d", List.of("topic", "count"));
    DATA.put("get t", List.of("messages"));
    DATA.put("peek t", List.of("messages"));
    DATA.put("version", List.of("version"));
  }

  @TempDir private Path temporary;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private String mqctl(String words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    int status = run(words);
    assertEquals(0, status, words + ": " + out + err);
    return out.toString();
  }

  private int run(String words) {
    Map<String, String> environment =
        Map.of(
            "XDG_STATE_HOME",
            temporary.toString(),
            "MQNODE",
            Path.of(System.getProperty("mq.home", ".."), "mqnode", "bin", "mqnode").toString());
    try (Context context =
        new Context(
            environment,
            InputStream.nullInputStream(),
            new PrintWriter(out),
            new PrintWriter(err),
            Terminals.NONE)) {
      return new CommandTree(context).run(List.of(words.split(" ")));
    }
  }

  @AfterEach
  void leave_nothing_running() {
    run("cluster down --purge");
  }

  @Test
  void every_command_is_known_to_print_data_or_not() {
    TreeSet<String> unknown = new TreeSet<>(all());
    for (String call : DATA.keySet()) {
      unknown.removeIf(name -> (call + " ").startsWith(name + " "));
    }
    for (String other : OTHERS) {
      unknown.removeIf(name -> (name + " ").startsWith(other + " "));
    }
    assertEquals("[]", unknown.toString(), "a new command belongs into one of the lists above");
  }

  private static List<String> all() {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    CommandSpec model =
        new CommandTree(
                new Context(
                    Map.of(), InputStream.nullInputStream(), nowhere, nowhere, Terminals.NONE))
            .model();
    List<String> names = new ArrayList<>();
    add(model, names);
    return names;
  }

  private static void add(CommandSpec command, List<String> names) {
    for (CommandLine below : command.subcommands().values()) {
      CommandSpec spec = below.getCommandSpec();
      if (spec.subcommands().isEmpty()) {
        names.add(spec.qualifiedName().replaceFirst("mqctl ", ""));
      }
      add(spec, names);
    }
  }

  @Test
  void all_formats_have_the_same_fields() throws Exception {
    mqctl("cluster up -n 1");
    mqctl("topic create t");
    mqctl("put t a b c d");
    for (Map.Entry<String, List<String>> entry : DATA.entrySet()) {
      String call = entry.getKey();
      List<String> fields = entry.getValue();
      assertFalse(mqctl(call).contains("\u001b"), call + " has codes off a terminal");
      assertFields(fields, JsonMapper.builder().build(), call + " -o json");
      assertFields(fields, new ObjectMapper(new YAMLFactory()), call + " -o yaml");
      List<String> lines = mqctl(call + " -o tsv").lines().toList();
      assertEquals(fields, List.of(lines.getFirst().split("\t")), call);
      for (String line : lines) {
        assertEquals(fields.size(), line.split("\t", -1).length, call + ": " + line);
      }
    }
  }

  /** Of the first thing printed; a list of nothing shows none. */
  private void assertFields(List<String> fields, ObjectMapper mapper, String call)
      throws Exception {
    String text = mqctl(call);
    JsonNode first = mapper.readTree(text);
    List<String> names = new ArrayList<>();
    (first.isArray() ? first.path(0) : first).fieldNames().forEachRemaining(names::add);
    boolean nothing = first.isArray() && first.isEmpty();
    assertEquals(nothing ? List.of() : fields, names, call + ": " + text);
  }

  @Test
  void a_list_of_nothing_is_empty_in_every_format() {
    mqctl("cluster up -n 1");
    assertEquals("[]\n", mqctl("topic list -o json"));
    assertEquals("[]\n", mqctl("topic list -o yaml").replace(" ", ""));
    assertEquals(1, mqctl("topic list -o tsv").lines().count());
    assertTrue(mqctl("topic list").startsWith("TOPIC"));
  }
}
