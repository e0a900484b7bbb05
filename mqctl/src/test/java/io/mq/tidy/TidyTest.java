package io.mq.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import io.mq.tidy.ImportRules.Rule;
import io.mq.tidy.SourceTree.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of the code base that a machine can check. Each failure says where and what to do. */
class TidyTest {

  private static final int MAX_FILE_LINES = 550;
  private static final int MAX_METHOD_LINES = 60;

  private static final Pattern UNREPEATABLE =
      Pattern.compile(
          "\\b(new Hash(Map|Set)\\b|(Set|Map)\\.(of|copyOf|ofEntries)\\(|IdentityHashMap)");
  private static final Pattern IMPURE =
      Pattern.compile(
          "System\\.(currentTimeMillis|nanoTime|out|err|getenv|getProperty)|Math\\.random|new"
              + " Random\\(|Thread\\.|Instant\\.now|UUID\\.randomUUID|ThreadLocalRandom");
  private static final Pattern VIRTUAL = Pattern.compile("newVirtualThread|ofVirtual|startVirtual");
  private static final Pattern LEFTOVER = Pattern.compile("\\b(FIXME|TODO|XXX)\\b");

  private static final List<String> SHORT_LIVED =
      List.of(
          "io.mq.shared.client",
          "io.mq.ctl.cli",
          "io.mq.ctl.cluster",
          "io.mq.ctl.events",
          "io.mq.ctl.fault");

  private static List<Source> sources;

  @BeforeAll
  static void readSources() {
    sources = SourceTree.read();
    assertTrue(sources.size() > 50, "the sources were not found: " + sources.size());
  }

  @Test
  void every_import_is_allowed_by_the_rules_of_its_package() {
    List<String> wrong = new ArrayList<>();
    for (Source source : sources) {
      if (!source.isMain()) {
        continue;
      }
      for (Rule rule : ImportRules.ALL) {
        if (!rule.speaksFor(source.packageName())) {
          continue;
        }
        for (String imported : source.imports()) {
          if (!rule.allows(imported)) {
            wrong.add(source + " imports " + imported + ", against " + rule.packageName());
          }
        }
      }
    }
    assertNone(wrong);
  }

  @Test
  void every_package_states_its_job_and_its_import_rule() {
    Map<String, String> infos = new TreeMap<>();
    TreeSet<String> packages = new TreeSet<>();
    for (Source source : sources) {
      if (source.isMain()) {
        packages.add(source.packageName());
        if (source.path().endsWith("package-info.java")) {
          infos.put(source.packageName(), source.text());
        }
      }
    }
    List<String> wrong = new ArrayList<>();
    for (String name : packages) {
      String info = infos.getOrDefault(name, "");
      if (!info.contains("* Job: ") || !info.contains("Import rule: ")) {
        wrong.add(
            name + ": package-info.java must hold a line 'Job: ...' and an 'Import rule: ...'");
      }
    }
    assertNone(wrong);
  }

  @Test
  void the_core_and_the_simulator_read_no_clock_and_iterate_in_a_repeatable_order() {
    List<String> wrong = new ArrayList<>();
    for (Source source : sources) {
      if (!source.isMain() || !isRepeatable(source.packageName())) {
        continue;
      }
      collect(source, UNREPEATABLE, "use TreeMap, LinkedHashMap or a list", wrong);
      if (!source.packageName().equals("io.mq.node.sim.command")) {
        collect(source, IMPURE, "time and chance come in as inputs", wrong);
      }
    }
    assertNone(wrong);
  }

  @Test
  void short_commands_start_no_virtual_threads_which_would_hold_up_their_end() {
    List<String> wrong = new ArrayList<>();
    for (Source source : sources) {
      if (source.isMain() && SHORT_LIVED.contains(source.packageName())) {
        collect(source, VIRTUAL, "use CallThreads, which says why", wrong);
      }
    }
    assertNone(wrong);
  }

  @Test
  void no_file_and_no_method_is_too_long() {
    List<String> wrong = new ArrayList<>();
    for (Source source : sources) {
      long lines = source.text().lines().count();
      if (lines > MAX_FILE_LINES) {
        wrong.add(source + " has " + lines + " lines, at most " + MAX_FILE_LINES);
      }
      Trees trees = Trees.instance(source.task());
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitMethod(MethodTree method, Void unused) {
          if (method.getBody() != null) {
            var positions = trees.getSourcePositions();
            var map = source.tree().getLineMap();
            long length =
                map.getLineNumber(positions.getEndPosition(source.tree(), method.getBody()))
                    - map.getLineNumber(positions.getStartPosition(source.tree(), method.getBody()))
                    + 1;
            if (length > MAX_METHOD_LINES) {
              wrong.add(source + "." + method.getName() + " has " + length + " lines");
            }
          }
          return super.visitMethod(method, null);
        }
      }.scan(source.tree(), null);
    }
    assertNone(wrong);
  }

  @Test
  void nothing_is_left_for_later_in_a_comment() {
    List<String> wrong = new ArrayList<>();
    for (Source source : sources) {
      if (!source.path().endsWith("TidyTest.java")) {
        collect(source, LEFTOVER, "do it or write it down where users see it", wrong);
      }
    }
    assertNone(wrong);
  }

  private static boolean isRepeatable(String packageName) {
    return packageName.startsWith("io.mq.node.raft")
        || packageName.startsWith("io.mq.node.queue")
        || packageName.startsWith("io.mq.node.sim");
  }

  private static void collect(Source source, Pattern banned, String instead, List<String> wrong) {
    int number = 0;
    for (String line : source.text().lines().toList()) {
      number++;
      Matcher matcher = banned.matcher(line);
      boolean comment = line.stripLeading().startsWith("*") || line.stripLeading().startsWith("//");
      if (matcher.find() && (banned == LEFTOVER || !comment)) {
        wrong.add(source + ":" + number + " " + matcher.group() + ": " + instead);
      }
    }
  }

  private static void assertNone(List<String> wrong) {
    assertEquals("", String.join("\n", wrong));
  }
}
