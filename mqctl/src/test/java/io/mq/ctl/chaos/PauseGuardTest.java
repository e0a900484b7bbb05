package io.mq.ctl.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.cluster.NodeRecord;
import io.mq.ctl.cluster.ProcessIdentity;
import io.mq.ctl.cluster.Processes;
import io.mq.ctl.cluster.Processes.Signal;
import io.mq.shared.id.NodeId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PauseGuardTest {

  private static final long LONGEST_MILLIS = 10_000;

  @Test
  void a_paused_process_goes_on_when_the_guard_is_left_alone() throws Exception {
    Process sleeper = new ProcessBuilder("sleep", "60").start();
    try {
      ProcessIdentity identity = Processes.identify(sleeper.toHandle()).orElseThrow();
      NodeRecord node = new NodeRecord(new NodeId(1), "127.0.0.1", 1, 2, Optional.of(identity));
      PauseGuard guard = new PauseGuard();
      guard.watch(node);
      assertTrue(Processes.signal(identity, Signal.STOP));
      awaitPaused(identity, true);

      guard.close();

      awaitPaused(identity, false);
    } finally {
      sleeper.destroyForcibly();
    }
  }

  private static void awaitPaused(ProcessIdentity process, boolean paused) throws Exception {
    long end = System.nanoTime() + LONGEST_MILLIS * 1_000_000;
    while (Processes.isPaused(process) != paused && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertEquals(paused, Processes.isPaused(process));
  }
}
