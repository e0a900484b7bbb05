package io.mq.ctl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.shared.client.ClientSettings;
import io.mq.shared.client.MqClient;
import io.mq.shared.client.Outcome;
import io.mq.shared.wire.AdminState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How long clients are without a leader: from the moment the leader fails to the first
 * acknowledgement of a put that was sent after it. Default timing, five nodes; {@code
 * -Dmq.failover.rounds=N} for another number of rounds.
 */
@Timeout(300)
class FailoverTimesIT {

  private static final int ROUNDS = Integer.getInteger("mq.failover.rounds", 10);
  private static final String TOPIC = "orders";
  private static final Duration ROUND_DEADLINE = Duration.ofSeconds(30);

  /** What ends the round's fault again. */
  private interface Fault {
    void strike(RealNode leader) throws Exception;

    void lift(RealNode leader) throws Exception;
  }

  @Test
  void given_a_killed_leader_then_the_median_gap_is_under_300_ms() throws Exception {
    List<Long> gaps =
        measure(
            ROUNDS,
            new Fault() {
              @Override
              public void strike(RealNode leader) throws InterruptedException {
                leader.kill();
              }

              @Override
              public void lift(RealNode leader) throws Exception {
                leader.start();
              }
            });
    report("killed", gaps);
    assertTrue(median(gaps) < 300, "median " + median(gaps) + " ms of " + gaps);
  }

  @Test
  void given_a_paused_leader_then_the_median_gap_is_under_1500_ms() throws Exception {
    List<Long> gaps =
        measure(
            ROUNDS,
            new Fault() {
              @Override
              public void strike(RealNode leader) throws Exception {
                leader.pause();
              }

              @Override
              public void lift(RealNode leader) throws Exception {
                leader.resume();
              }
            });
    report("paused", gaps);
    assertTrue(median(gaps) < 1_500, "median " + median(gaps) + " ms of " + gaps);
  }

  /** Each round's gap in milliseconds, sorted. */
  private static List<Long> measure(int rounds, Fault fault) throws Exception {
    List<Long> gaps = new ArrayList<>();
    try (RealCluster cluster = RealCluster.start(5);
        MqClient client =
            new MqClient(cluster.clientUrls(), ClientSettings.DEFAULT.withDeadlineMillis(30_000))) {
      assertEquals(new Outcome.Done<>(true), client.session().createTopic(TOPIC));
      Producers producers = Producers.start(client, TOPIC, 1);
      for (int round = 0; round < rounds; round++) {
        RealNode leader = awaitOneLeaderAndAllCaughtUp(cluster);
        int before = producers.acknowledgedCount();
        Wait.until(
            "puts before the fault",
            ROUND_DEADLINE,
            () -> producers.acknowledgedCount() > before + 20);
        producers.takeAcknowledged();
        long struck = System.nanoTime();
        fault.strike(leader);
        Producers.Acknowledged first =
            Wait.value(
                "an acknowledged put after the fault",
                ROUND_DEADLINE,
                () -> producers.firstSentAfter(struck));
        gaps.add((first.answeredNanos() - struck) / 1_000_000);
        fault.lift(leader);
      }
      producers.stop();
      assertEquals(List.of(), producers.refusals());
      assertEquals(List.of(), producers.unknowns());
    }
    Collections.sort(gaps);
    return gaps;
  }

  /**
   * So that a round measures the election, and not the start of the node before; and so that the
   * leader struck is the leader, and not the one before that has not noticed yet.
   */
  private static RealNode awaitOneLeaderAndAllCaughtUp(RealCluster cluster)
      throws InterruptedException {
    Wait.until(
        "all five with one leader and near its commit index",
        ROUND_DEADLINE,
        () -> {
          List<AdminState> states =
              cluster.nodes().stream().map(cluster::state).flatMap(Optional::stream).toList();
          long commit = states.stream().mapToLong(AdminState::commitIndex).max().orElse(0);
          return states.size() == 5
              && states.stream().map(AdminState::leader).distinct().count() == 1
              && states.stream().mapToLong(AdminState::term).distinct().count() == 1
              && states.stream().allMatch(state -> state.commitIndex() > commit - 200)
              && states.stream()
                  .allMatch(state -> state.links().stream().allMatch(AdminState.Link::outgoing));
        });
    return cluster.awaitLeader();
  }

  private static long median(List<Long> sorted) {
    return (sorted.get(sorted.size() / 2 - 1) + sorted.get(sorted.size() / 2)) / 2;
  }

  private static void report(String fault, List<Long> gaps) {
    System.out.println(
        "leader "
            + fault
            + " "
            + gaps.size()
            + " times: next acknowledged put after "
            + median(gaps)
            + " ms (median; all: "
            + gaps
            + ")");
  }
}
