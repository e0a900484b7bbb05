package io.mq.node.main;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mq.node.raft.RaftSettings;
import io.mq.shared.config.NodeTiming;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RaftTimingTest {

  @Test
  void the_defaults_of_both_sides_agree() {
    long uncommitted = RaftSettings.DEFAULT.maxUncommittedBytes();

    assertEquals(RaftSettings.DEFAULT, RaftTiming.settings(NodeTiming.DEFAULT, uncommitted));
  }

  @ParameterizedTest
  @CsvSource({"10,50,300,600,5,30,60", "10,55,301,309,5,31,32", "20,20,60,80,1,3,4"})
  void times_become_ticks_and_never_less_than_asked(
      int tick, int heartbeat, int min, int max, int heartbeatTicks, int minTicks, int maxTicks) {
    RaftSettings settings = RaftTiming.settings(new NodeTiming(tick, heartbeat, min, max), 1000);

    assertEquals(1000, settings.maxUncommittedBytes());
    assertEquals(heartbeatTicks, settings.heartbeatTicks());
    assertEquals(minTicks, settings.electionTicksMin());
    assertEquals(maxTicks, settings.electionTicksMax());
  }
}
