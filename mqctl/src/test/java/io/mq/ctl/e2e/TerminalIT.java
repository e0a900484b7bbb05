package io.mq.ctl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a person at a terminal sees, key by key. */
@Timeout(180)
class TerminalIT {

  private static Screen open(Tool mqctl, String arguments) throws Exception {
    return Screen.of(
        Map.of("XDG_STATE_HOME", mqctl.state().toString(), "NO_COLOR", ""),
        mqctl.launcher() + " " + arguments);
  }

  @Test
  void a_session_completes_remembers_cancels_and_shows_that_nobody_leads() throws Exception {
    try (Tool mqctl = new Tool()) {
      mqctl.run("cluster up -n 3 --name demo").done();
      mqctl.run("topic create orders").done();
      try (Screen screen = open(mqctl, "")) {
        screen.await("mqctl demo (n");
        // Commands, then a topic that only the cluster knows.
        screen.type("pu", "Tab");
        screen.await("> put");
        screen.type("or", "Tab");
        screen.await("> put orders");
        screen.type("\"two", "Enter");
        screen.await("\n\">");
        screen.type("lines\"", "Enter");
        screen.await("Put 1 message.");

        screen.type("logs n1 -f", "Enter");
        screen.await("n1 serves http");
        screen.type("C-c");
        screen.await("cancelled.");
        screen.type("statsu", "Enter");
        screen.await("there is no command \"statsu\"; did you mean status?");

        screen.type("kill followers", "Enter");
        screen.await("mqctl demo (no leader)>");
        screen.awaitColoured("\u001b[31mmqctl demo (no leader)>");
        screen.type("start all", "Enter");
        screen.await("are running.");
        screen.type("wait leader", "Enter");
        screen.await("leads term");
        screen.type("watch", "Enter");
        screen.await("FROM \\ TO");
        screen.type("q");
        screen.type("version", "Enter");
        screen.await("mqctl 0.");
        screen.type("C-d");
        screen.await("ended with 0");
      }
      Path history = mqctl.state().resolve("mqctl/history");
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(history)));
      try (Screen second = open(mqctl, "repl")) {
        second.await("mqctl demo (n");
        second.type("Up", "Up", "Up", "Up", "Up");
        second.await("> kill followers");
        second.type("C-c");
        // Between two prompts the terminal is not the session's, and keys would be lost.
        second.await("> kill followers\nmqctl demo (n");
        second.type("C-d");
        second.await("ended with 0");
      }
      assertEquals("two\nlines", mqctl.run("get orders").done());
    }
  }

  @Test
  void a_session_goes_over_to_another_cluster_and_its_prompt_shows_which() throws Exception {
    try (Tool mqctl = new Tool()) {
      mqctl.run("cluster up -n 1 --name demo").done();
      mqctl.run("cluster up -n 1 --name other").done();
      try (Screen screen = open(mqctl, "")) {
        screen.await("mqctl>");
        screen.type("cluster use demo", "Enter");
        screen.await("mqctl demo (n1, t");
        screen.type("cluster use ot", "Tab");
        screen.await("> cluster use other");
        screen.type("Enter");
        screen.await("mqctl other (n1, t");
        screen.type("cluster use -", "Enter");
        screen.await(
            """
            > cluster use -
            Commands that name no cluster mean demo from now on.
            mqctl demo (n1\
            """);
        screen.type("C-d");
        screen.await("ended with 0");
      }
      try (Screen second = open(mqctl, "")) {
        second.await("mqctl demo (n1, t");
        second.type("C-d");
        second.await("ended with 0");
      }
    }
  }

  @Test
  void a_terminal_that_can_do_nothing_is_enough_for_a_session() throws Exception {
    try (Tool mqctl = new Tool();
        Screen screen =
            Screen.of(
                Map.of("XDG_STATE_HOME", mqctl.state().toString()),
                "TERM=dumb " + mqctl.launcher() + " repl")) {
      screen.await("mqctl>");
      screen.type("status", "Enter");
      screen.await("there is no cluster yet");
      screen.type("sleep 60s", "Enter");
      screen.await("sleep 60s\n");
      // Only a command that runs can be cancelled; at the prompt Ctrl-C drops the line.
      for (int tries = 0; !screen.text(false).contains("cancelled.") && tries < 50; tries++) {
        screen.type("C-c");
        Thread.sleep(100);
      }
      screen.await("cancelled.");
      screen.type("exit", "Enter");
      screen.await("ended with 0");
    }
  }

  @Test
  void watch_shows_a_leader_killed_by_a_key_and_the_next_one() throws Exception {
    try (Tool mqctl = new Tool()) {
      mqctl.run("cluster up -n 3 --name demo").done();
      String old = mqctl.run("select leader").done();
      try (Screen screen = open(mqctl, "watch")) {
        screen.await(old + " leads term");
        screen.await("3 of 3 nodes up");
        screen.await("FROM \\ TO");
        screen.type(old.substring(1));
        screen.await(">  " + old);
        screen.type("k");
        screen.await("Killed " + old + ".");
        screen.await("2 of 3 nodes up");
        mqctl.run("wait leader 20s").done();
        String next = mqctl.run("select leader").done();
        assertFalse(next.equals(old));
        screen.await(next + " leads term");
        assertTrue(screen.text(false).contains("no longer answers"), screen.text(false));
        screen.type("r");
        screen.await("Restarted " + old + ".");
        screen.await("3 of 3 nodes up");
        screen.type("q");
        screen.await("ended with 0");
        assertFalse(screen.text(false).contains("FROM"), "the screen is as it was before");
      }
      String frame = mqctl.run("watch --frames 1").done();
      assertTrue(frame.startsWith("demo   n") && frame.contains("EVENTS"), frame);
      assertFalse(frame.contains("\u001b"), "no codes off a terminal");
    }
  }
}
