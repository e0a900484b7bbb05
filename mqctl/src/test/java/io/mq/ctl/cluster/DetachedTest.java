package io.mq.ctl.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetachedTest {

  private static final long LONGEST_MILLIS = 10_000;

  @TempDir Path folder;

  @Test
  void a_program_runs_in_its_folder_with_its_variables_and_prints_to_its_log() throws Exception {
    Path log = folder.resolve("log");
    Files.writeString(log, "before\n");

    ProcessIdentity process =
        start(
            List.of("/bin/sh", "-c", "pwd; echo \"$WORD\" \"$0\" >&2; exec sleep 60", "two words"),
            log);
    try {
      List<String> expected = List.of("before", folder.toRealPath().toString(), "of mq two words");
      long end = System.nanoTime() + LONGEST_MILLIS * 1_000_000;
      while (!Files.readAllLines(log).equals(expected) && System.nanoTime() < end) {
        Thread.sleep(5);
      }
      assertEquals(expected, Files.readAllLines(log));
    } finally {
      assertTrue(Processes.signal(process, Processes.Signal.KILL));
    }
  }

  @Test
  void the_pid_is_that_of_a_program_which_is_no_child_of_this_one() throws Exception {
    ProcessIdentity process = start(List.of("sleep", "60"), folder.resolve("log"));
    try {
      assertTrue(Processes.isAlive(process));
      assertEquals(
          List.of(),
          ProcessHandle.current().children().filter(each -> each.pid() == process.pid()).toList());
    } finally {
      assertTrue(Processes.signal(process, Processes.Signal.KILL));
    }
    assertTrue(Processes.awaitEnd(process, LONGEST_MILLIS));
  }

  @Test
  void a_log_that_cannot_be_written_is_told() {
    ClusterException failure =
        assertThrows(
            ClusterException.class,
            () -> start(List.of("sleep", "60"), folder.resolve("missing/log")));

    assertTrue(failure.getMessage().startsWith("cannot start sleep: "), failure.getMessage());
  }

  private ProcessIdentity start(List<String> command, Path log) {
    return Detached.start("it", command, Map.of("WORD", "of mq"), folder, log);
  }
}
