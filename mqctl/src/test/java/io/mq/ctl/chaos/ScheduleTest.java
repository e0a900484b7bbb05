package io.mq.ctl.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.trigger.Facts;
import io.mq.shared.config.ConfigException;
import io.mq.shared.fault.MessageType;
import io.mq.shared.id.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final Subject FIVE = new Subject(5, true);

  @Test
  void the_same_seed_draws_the_same_schedule_and_another_seed_another() {
    Schedule first = ScheduleDraw.draw(7, FaultKinds.words(), FIVE, 1_000, 60_000);

    assertEquals(first, ScheduleDraw.draw(7, FaultKinds.words(), FIVE, 1_000, 60_000));
    assertNotEquals(
        first.faults(), ScheduleDraw.draw(8, FaultKinds.words(), FIVE, 1_000, 60_000).faults());
  }

  @Test
  void every_kind_asked_for_comes_and_no_fault_outlasts_the_clients() {
    Schedule schedule = ScheduleDraw.draw(1, FaultKinds.words(), FIVE, 2_000, 80_000);

    assertEquals(
        FaultKinds.words().stream().sorted().toList(),
        schedule.faults().stream().map(PlannedFault::kind).distinct().sorted().toList());
    assertTrue(
        schedule.faults().stream().allMatch(f -> f.atMillis() >= 2_000 && f.atMillis() < 80_000));
  }

  @Test
  void some_faults_of_the_network_and_none_else_are_narrowed_to_kinds_of_messages() {
    Schedule schedule = ScheduleDraw.draw(1, FaultKinds.words(), FIVE, 500, 200_000);

    Map<String, List<Boolean>> narrowed =
        schedule.faults().stream()
            .collect(
                Collectors.groupingBy(
                    PlannedFault::kind,
                    Collectors.mapping(
                        fault -> fault.settings().containsKey("messages"), Collectors.toList())));
    List<String> network =
        List.of("one-way", "delay", "drop", "duplicate", "reorder", "bandwidth", "reset");
    narrowed.forEach(
        (kind, each) -> assertEquals(network.contains(kind), each.contains(true), kind));
    network.forEach(kind -> assertTrue(narrowed.get(kind).contains(false), kind));
  }

  @Test
  void a_schedule_is_read_back_as_it_was_written() throws ConfigException {
    Schedule drawn = ScheduleDraw.draw(3, FaultKinds.words(), FIVE, 1_500, 30_000);

    assertEquals(drawn, ScheduleFile.parse(ScheduleFile.write(drawn)));
  }

  @Test
  void a_schedule_by_hand_may_wait_for_a_state_of_the_cluster() throws ConfigException {
    Schedule schedule =
        ScheduleFile.parse(
            """
            duration: 20s
            faults:
              - when: leader(n3) and lag(n2) > 50
                kind: one-way
                nodes: n3
                direction: out
                messages: [append, vote-reply]
                for: 2s
            """);

    PlannedFault fault = schedule.faults().getFirst();
    assertEquals("out", fault.settings().get("direction"));
    assertEquals(List.of(MessageType.APPEND, MessageType.VOTE_REPLY), LeasedFault.messages(fault));
    Trigger trigger = fault.trigger().orElseThrow();
    assertTrue(trigger.holds(facts(3, 51, 0)));
    assertEquals(false, trigger.holds(facts(3, 50, 0)));
    assertEquals(false, trigger.holds(facts(2, 51, 0)));
    assertTrue(Trigger.parse("elections(3)").holds(facts(1, 0, 3)));
  }

  /** n{@code leads} leads, and n2 is behind by {@code lag} entries. */
  private static Facts facts(int leads, long lag, long elections) {
    TreeMap<NodeId, Long> last =
        new TreeMap<>(Map.of(new NodeId(1), 100L, new NodeId(2), 100 - lag, new NodeId(3), 100L));
    return new Facts(Optional.of(new NodeId(leads)), 1, 100, last, elections);
  }

  /** A proxy between two nodes sees a stream of bytes and no messages. */
  @Test
  void what_happens_to_single_messages_is_refused_for_other_programs() throws ConfigException {
    for (String kind : List.of("duplicate", "reorder", "clock-jump")) {
      Schedule schedule = ScheduleFile.parse("duration: 9s\nfaults:\n  - kind: " + kind + "\n");

      ClusterException refused =
          assertThrows(ClusterException.class, () -> FaultKinds.mustSuitAnyProgram(schedule), kind);
      assertTrue(refused.getMessage().contains("delay, drop, bandwidth, reset."), kind);
    }
    Schedule narrowed =
        ScheduleFile.parse(
            "duration: 9s\nfaults:\n  - kind: drop\n    rate: 0.5\n    messages: vote\n");
    ClusterException refused =
        assertThrows(ClusterException.class, () -> FaultKinds.mustSuitAnyProgram(narrowed));
    assertTrue(refused.getMessage().contains("cannot tell the messages of another program apart"));
    FaultKinds.mustSuitAnyProgram(
        ScheduleDraw.draw(
            1, FaultKinds.wordsForAnyProgram(), new Subject(3, false), 1_000, 60_000));
  }

  @Test
  void mistakes_are_named_with_their_line() {
    assertEquals(
        "line 4, field faults[0].kind: one of "
            + FaultKinds.words().stream().collect(Collectors.joining(", "))
            + " was expected; got \"flood\"",
        complaint("duration: 10s\nfaults:\n  - at: 1s\n    kind: flood\n"));
    assertTrue(complaint("faults: []\n").contains("the field duration is needed"));
    assertTrue(complaint("duration: 5\n").startsWith("line 1, field duration: "));
    assertTrue(
        complaint("duration: 5s\nfaults:\n  - kind: kill\n    when: noon\n")
            .startsWith("line 4, field faults[0].when: a condition is such as"));
    ClusterException unknown =
        assertThrows(
            ClusterException.class,
            () -> ScheduleDraw.draw(1, List.of("kill", "flood"), FIVE, 1_000, 9_000));
    assertTrue(unknown.getMessage().contains("got \"flood\""), unknown.getMessage());
  }

  private static String complaint(String text) {
    return assertThrows(ConfigException.class, () -> ScheduleFile.parse(text)).getMessage();
  }
}
