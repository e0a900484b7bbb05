package io.mq.node.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.raft.Mutants;
import io.mq.node.raft.Rules;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplorerTest {

  @Test
  void no_state_within_five_steps_breaks_a_promise() {
    Explorer.Report report = new Explorer(Assembly.SOUND).explore(5, Long.MAX_VALUE);

    System.out.println("explored " + report.states() + " states up to depth " + report.depth());
    assertEquals(Optional.empty(), report.broken());
    assertEquals(5, report.depth());
    assertTrue(report.states() > 10_000, "only " + report.states() + " states");
  }

  @Test
  void a_planted_bug_is_found_with_the_shortest_path_to_it() {
    Explorer.Report report =
        new Explorer(with(Mutants.ALL.get("counts its own copy before it is durable (lesson 12)")))
            .explore(6, 200_000);

    assertTrue(report.broken().orElse("").contains("on a majority"), report.toString());
  }

  private static Assembly with(Rules rules) {
    return new Assembly() {
      @Override
      public Rules rules() {
        return rules;
      }
    };
  }
}
