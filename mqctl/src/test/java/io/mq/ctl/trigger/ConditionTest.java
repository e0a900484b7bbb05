package io.mq.ctl.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.cluster.ClusterException;
import io.mq.shared.id.NodeId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConditionTest {

  /** n1 leads, n2 lags by 60, n3 has all, n4 does not answer. */
  private static final Facts FACTS =
      new Facts(
          Optional.of(new NodeId(1)),
          7,
          95,
          new TreeMap<>(Map.of(new NodeId(1), 100L, new NodeId(2), 40L, new NodeId(3), 100L)),
          3);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "leader                                    | true",
        "leader(n1)                                | true",
        "leader(n2)                                | false",
        "lag(n2) > 59                              | true",
        "lag(n2)>60                                | false",
        "lag(n3) = 0                               | true",
        "lag(n4) >= 0                              | false",
        "up(n2) and down(n4)                       | true",
        "not up(n4)                                | true",
        "leader(n2) or leader(n3) or leader(n1)    | true",
        "leader(n2) and leader(n3) or leader(n1)   | true",
        "leader(n2) and (leader(n3) or leader(n1)) | false",
        "not (leader(n1) and up(n4))               | true",
        "after elections(3)                        | true",
        "elections(4)                              | false",
        "elections < 4                             | true",
        "term != 7                                 | false",
        "commit <= 95                              | true",
        "nodes = 3                                 | true",
      })
  void a_condition_holds_or_not(String text, boolean holds) {
    assertEquals(holds, Condition.parse(text).holds(FACTS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "leader(             | it ends too early",
        "leader(x)           | \"x\" is no node such as n3",
        "lag(n1)             | it ends too early",
        "lag(n1) ~ 3         | \"~ 3\" is no word of a condition",
        "lag(n1) and 3       | \"and\" is none of > >= < <= = !=",
        "leader leader       | \"leader\" was not expected",
        "sunny               | \"sunny\" is none of leader, up, down,",
        "(leader             | \")\" was expected, and the end came",
        "term > x            | \"x\" is no number",
      })
  void what_is_no_condition_is_refused_with_the_place(String text, String complaint) {
    ClusterException e = assertThrows(ClusterException.class, () -> Condition.parse(text));
    assertTrue(e.getMessage().contains(complaint), e.getMessage());
  }

  @Test
  void facts_are_described_for_people() {
    assertEquals("leader n1, term 7, commit 95, n2 behind by 60, elections 3", FACTS.describe());
  }
}
