package io.mq.ctl.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.chaos.RunVerdict.Word;
import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunVerdictTest {

  private static final PlannedFault KILL = PlannedFault.at(1_000, "kill", "leader", 500);
  private static final Schedule SCHEDULE = new Schedule(OptionalLong.of(1), 10_000, List.of(KILL));
  private static final FaultRecord KILLED =
      new FaultRecord(KILL, 1_000_000, 2_000_000, List.of(new NodeId(1)), "killed");

  @TempDir Path path;
  private RunFolder folder;

  @BeforeEach
  void a_history_of_one_put_and_its_get() throws IOException {
    folder = new RunFolder(path);
    history("a1", "a1");
    Files.writeString(
        folder.events(),
        """
        {"time":-5,"type":"role","node":"n1","role":"LEADER","term":3}
        {"time":900,"type":"state","node":"n1","condition":"down"}
        {"time":1000,"type":"role","node":"n2","role":"LEADER","term":4}
        """);
  }

  private void history(String put, String got) throws IOException {
    Files.writeString(
        folder.history(),
        """
        {"history":1,"workload":"queue","seed":1,"clock":"ns"}
        {"index":0,"time":10,"process":"c1","op":0,"type":"invoke","f":"enqueue","topic":"q","value":"PUT"}
        {"index":1,"time":20,"process":"c1","op":0,"type":"ok","f":"enqueue","topic":"q","value":"PUT","node":"n1"}
        {"index":2,"time":30,"process":"nemesis","op":1,"type":"info","f":"kill","value":"killed","node":"n1"}
        {"index":3,"time":40,"process":"c2","op":2,"type":"invoke","f":"dequeue","topic":"q","value":null}
        {"index":4,"time":950,"process":"c2","op":2,"type":"ok","f":"dequeue","topic":"q","value":"GOT","node":"n2"}
        """
            .replace("PUT", put)
            .replace("GOT", got));
  }

  private static RunFacts facts(FaultRecord fault, List<Finding> findings, Recovery recovery) {
    return new RunFacts(
        SCHEDULE,
        List.of(fault),
        findings,
        7,
        Optional.of(recovery),
        Optional.of(new Drain(0, "")),
        Optional.empty());
  }

  private static RunFacts sound() {
    return facts(KILLED, List.of(), new Recovery(true, 40, ""));
  }

  @Test
  void a_sound_history_under_a_fault_is_ok() throws IOException {
    RunVerdict verdict = RunVerdict.judge(folder, sound(), 1);

    assertEquals(Word.OK, verdict.word());
    assertEquals(
        "2 operations, linearizable; faults that took effect: 1 kill; recovered in 40 ms",
        verdict.reason());
  }

  @Test
  void a_violation_names_operations_nodes_terms_and_the_fault() throws IOException {
    history("a1", "ghost");

    RunVerdict verdict = RunVerdict.judge(folder, sound(), 1);

    assertEquals(Word.VIOLATION, verdict.word());
    assertTrue(verdict.reason().startsWith("PHANTOM in topic q: "), verdict.reason());
    String evidence = String.join("\n", verdict.evidence());
    assertTrue(evidence.contains("c2 get from q on n2"), evidence);
    assertTrue(evidence.contains("fault in force: kill n1 (killed)"), evidence);
    assertTrue(evidence.contains("n1 led term 3 from the start to 0.00 ms"), evidence);
    assertTrue(verdict.kinds().contains("PHANTOM"));
  }

  @Test
  void what_the_nodes_said_convicts_even_if_no_client_noticed() throws IOException {
    Finding finding = new Finding(Finding.STATE_DIVERGED, "n2 differs", 950);

    RunVerdict verdict =
        RunVerdict.judge(folder, facts(KILLED, List.of(finding), new Recovery(true, 1, "")), 1);

    assertEquals(Word.VIOLATION, verdict.word());
    assertEquals("STATE_DIVERGED at 0.00 ms: n2 differs", verdict.reason());
  }

  @Test
  void a_cluster_that_does_not_come_back_is_undecided_and_says_so() throws IOException {
    RunVerdict verdict =
        RunVerdict.judge(
            folder, facts(KILLED, List.of(), new Recovery(false, 60_000, "n3 is down")), 1);

    assertEquals(Word.UNDECIDED, verdict.word());
    assertTrue(
        verdict.counts().contains("NOT RECOVERED within 60000 ms: n3 is down"),
        verdict.counts().toString());
  }

  @Test
  void faults_without_effect_or_too_few_operations_prove_nothing() throws IOException {
    FaultRecord missed = new FaultRecord(KILL, 1, 2, List.of(), "had no effect");

    RunVerdict idle =
        RunVerdict.judge(folder, facts(missed, List.of(), new Recovery(true, 1, "")), 1);
    RunVerdict few = RunVerdict.judge(folder, sound(), 3);

    assertEquals("no fault took effect, so nothing was put to the test", idle.reason());
    assertEquals(Word.UNDECIDED, few.word());
    assertTrue(few.reason().contains("at least 3 are needed"), few.reason());
  }
}
