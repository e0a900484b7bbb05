package io.mq.node.sim;

import io.mq.node.raft.Mutants;
import io.mq.node.raft.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The broken rules of the core, and where in the simulator each is likely to show. */
final class RuleMutants {

  /**
   * Rules whose bug needs a situation that hardly any seed comes to, and why. A transcript or a
   * random schedule of the core alone has to notice them.
   */
  static final Map<String, String> SCRIPTED =
      Map.ofEntries(
          Map.entry(
              "counts a follower under repair",
              "what it has forgotten must be what a majority hangs on"),
          Map.entry(
              "ends a repair before the log is complete",
              "a node must lead, or be counted, just after it"),
          Map.entry(
              "ends a repair without a quorum of others",
              "a node must lead, or be counted, just after it"),
          Map.entry(
              "reads without asking a quorum",
              "somebody must ask a deposed leader before it has found out that it is one"),
          Map.entry(
              "gives votes to learners that lag", "a learner lags by more entries than a run has"),
          Map.entry(
              "drops entries behind a covered snapshot",
              "a leader sends a snapshot to a node that has it, which takes one that has"
                  + " forgotten"),
          Map.entry(
              "keeps a conflicting entry at a snapshot",
              "a conflict must lie just where a snapshot ends"),
          Map.entry(
              "grants pre-votes whatever the log", "it costs elections, and breaks no promise"),
          Map.entry(
              "keeps a fast clock's log time as a follower",
              "how fast log time runs is nobody's promise in a run whose clocks differ"),
          Map.entry(
              "helps to unseat a leader it hears", "it costs elections, and breaks no promise"),
          Map.entry(
              "changes to voters who do not answer",
              "it costs the cluster its leader, and breaks no promise"));

  private RuleMutants() {}

  /** Every broken rule that seeds are to find. */
  static List<Mutant> all() {
    List<Mutant> all = new ArrayList<>();
    Mutants.ALL.forEach(
        (key, rules) -> {
          if (!SCRIPTED.containsKey(name(key))) {
            all.add(new Mutant(name(key), lesson(key), profile(name(key)), with(() -> rules)));
          }
        });
    all.add(
        new Mutant(
            "refuses votes for a leader that it heard once",
            "5: the known leader is forgotten",
            Profile.NETWORK,
            with(RefusesForEver::new)));
    return all;
  }

  /** The name in front of the lesson. */
  static String name(String key) {
    return key.split(" \\(lesson ")[0];
  }

  /** The number of the lesson, if there is one. */
  static String lesson(String key) {
    String[] parts = key.split(" \\(lesson |\\)");
    return parts.length > 1 ? parts[1] : "";
  }

  private static Profile profile(String name) {
    return switch (name) {
      case "votes while under repair", "leads on with a hung disk" -> Profile.DISK;
      case "changes members before an own-term commit",
          "changes members twice at once",
          "decides by the new majority alone while joint",
          "counts learners",
          "leads on after it was taken out" ->
          Profile.CHURN;
      case "votes twice in a term",
          "leads on without a quorum",
          "commits beyond the matched prefix",
          "acknowledges beyond the request" ->
          Profile.NETWORK;
      default -> Profile.CRASH;
    };
  }

  private static Supplier<Assembly> with(Supplier<Rules> rules) {
    return () ->
        new Assembly() {
          @Override
          public Rules rules() {
            return rules.get();
          }
        };
  }

  /** Of one node. */
  private static final class RefusesForEver extends Rules {
    private boolean heard;

    @Override
    public boolean refusesForLiveLeader(boolean hearsLeader, boolean transfer) {
      heard |= hearsLeader;
      return heard && !transfer;
    }
  }
}
