package io.mq.node.sim.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SimulateCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new SimulateCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void a_clean_run_says_what_was_done_and_exits_with_0() {
    assertEquals(0, run("--seeds", "1..4", "--ticks", "300", "--profile", "crash"));

    assertTrue(out.toString().startsWith("4 seeds of profile crash, "), out.toString());
    assertTrue(out.toString().contains("elections"), out.toString());
    assertTrue(out.toString().contains("seeds/s"), out.toString());
  }

  @Test
  void a_trace_is_the_same_each_time() {
    run("--seed", "7", "--ticks", "300", "--trace");
    String first = out.toString();
    out.getBuffer().setLength(0);
    run("--seed", "7", "--ticks", "300", "--trace");

    assertEquals(first, out.toString());
    assertTrue(first.contains("leader t1"), "no election in the trace");
  }

  @Test
  void exploring_says_how_many_states_there_are() {
    assertEquals(0, run("--explore", "2"));

    assertTrue(out.toString().contains("states explored, complete up to depth 2"), out.toString());
  }

  @Test
  void wrong_usage_is_one_sentence_and_exits_with_2() {
    assertEquals(2, run("--seeds", "9..3"));
    assertTrue(err.toString().contains("such as 1..1000"), err.toString());
    assertEquals(2, run("--nodes", "2"));
    assertEquals(2, run("--seed", "1", "--seeds", "1..2"));
    assertEquals(2, run("--profile", "stormy"));
    assertTrue(err.toString().contains("expected one of [default, calm"), err.toString());
  }
}
