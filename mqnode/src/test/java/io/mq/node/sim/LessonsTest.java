package io.mq.node.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.raft.Mutants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The bugs that other systems shipped, one by one: each is planted here, or there is a reason why
 * it cannot be.
 */
class LessonsTest {

  private static final List<String> TITLES =
      List.of(
          "members change only behind a committed entry of the own term",
          "entries of earlier terms are not committed by counting",
          "reads wait for an own-term commit and a round of their own",
          "a read lease ends before leadership is handed over",
          "a pre-candidate forgets the leader it knew",
          "pre-votes look at the log as votes do",
          "every role knows what to do with every message",
          "one-way and partial cuts",
          "a leader whose disk hangs steps down",
          "term and vote are forced before any answer",
          "term and vote survive a restart of everybody",
          "a node counts itself only after its own force",
          "the directory is forced after create, rename and delete",
          "the first failed force is final",
          "durable by default",
          "every record has a checksum; damaged is unknown, not absent",
          "only a torn tail is cut; damage is repaired from peers",
          "the log is cut only on a conflict of terms",
          "no more is acknowledged than the request had",
          "no more is committed than the request matched",
          "a snapshot that the log covers keeps what follows",
          "a conflict at a snapshot's end discards what follows",
          "messages are bounded, and batches contiguous",
          "state and applied index are saved together",
          "missing state never means create or delete",
          "a wiped disk under an old identity does not take part",
          "what is not committed has a quota",
          "applying goes in pages",
          "no-ops stay out of the log",
          "every lease ends",
          "one membership change at a time; learners catch up first",
          "log time is stamped by leaders and never runs backwards",
          "a repeat in a session gets the first answer",
          "a delivery is committed before the message is handed out",
          "a stale receipt is refused",
          "what is unknown is not called refused");

  /** Why a lesson has no planted bug. */
  private static final Map<Integer, String> REASONS =
      Map.of(
          4,
          "There are no read leases: a leader that hands over asks a quorum for each read, as ever."
              + " What a lease would do that nobody revoked is what 'reads without asking a quorum'"
              + " does.");

  private static final Pattern NUMBERS = Pattern.compile("\\d+(, \\d+)*");

  @Test
  void every_lesson_is_planted_or_there_is_a_reason_why_not() {
    SortedMap<Integer, List<String>> planted = new TreeMap<>();
    MutantTest.mutants().forEach(mutant -> add(planted, mutant.lesson(), mutant.name()));
    Mutants.ALL
        .keySet()
        .forEach(key -> add(planted, RuleMutants.lesson(key), RuleMutants.name(key)));

    List<String> missing = new ArrayList<>();
    for (int lesson = 1; lesson <= TITLES.size(); lesson++) {
      boolean isPlanted = planted.containsKey(lesson);
      assertTrue(
          !isPlanted || !REASONS.containsKey(lesson), lesson + " is planted, and has a reason");
      if (!isPlanted && !REASONS.containsKey(lesson)) {
        missing.add(lesson + ": " + TITLES.get(lesson - 1));
      }
    }

    assertEquals(List.of(), missing);
    assertEquals(36, TITLES.size());
    assertTrue(planted.lastKey() <= TITLES.size(), "no such lesson: " + planted.lastKey());
  }

  private static void add(SortedMap<Integer, List<String>> planted, String lesson, String mutant) {
    Matcher numbers = NUMBERS.matcher(lesson);
    if (numbers.lookingAt()) {
      for (String number : numbers.group().split(", ")) {
        planted.computeIfAbsent(Integer.valueOf(number), _ -> new ArrayList<>()).add(mutant);
      }
    }
  }

  @Test
  void whatever_needs_a_script_is_a_rule_that_there_is() {
    List<String> rules = Mutants.ALL.keySet().stream().map(RuleMutants::name).toList();

    assertEquals(
        List.of(),
        RuleMutants.SCRIPTED.keySet().stream().filter(name -> !rules.contains(name)).toList());
  }
}
