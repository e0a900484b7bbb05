package io.mq.ctl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.bench.Caller.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BenchRunTest {

  private static BenchPlan plan(BenchOperation operation, int clients, int warmupMillis) {
    return new BenchPlan(
        operation, "t", clients, Duration.ofMillis(warmupMillis), Duration.ofMillis(300), 100, 2);
  }

  @Test
  void given_clients_that_take_two_milliseconds_then_rate_and_latency_say_so() throws Exception {
    List<BenchProgress> seen = new ArrayList<>();
    BenchResult result =
        new BenchRun(plan(BenchOperation.PUT, 4, 0), seen::add)
            .run(
                client ->
                    () -> {
                      Thread.sleep(2);
                      return new Call.Done(2);
                    });
    assertTrue(result.latencyMicros().min() >= 2_000, result.toString());
    assertTrue(result.latencyMicros().p50() <= result.latencyMicros().p99(), result.toString());
    assertTrue(result.operations() > 0 && result.operations() <= 4 * 160, result.toString());
    assertEquals(2 * result.operations(), result.messages());
    assertEquals(
        result.messages() / result.seconds(),
        result.messagesPerSecond(),
        result.messagesPerSecond() / 50);
    assertFalse(seen.isEmpty());
    assertFalse(seen.getLast().warmingUp());
  }

  @Test
  void given_a_warm_up_then_its_calls_do_not_count() throws Exception {
    AtomicLong calls = new AtomicLong();
    List<BenchProgress> seen = new ArrayList<>();
    BenchResult result =
        new BenchRun(plan(BenchOperation.PUT, 1, 300), seen::add)
            .run(
                client ->
                    () -> {
                      Thread.sleep(1);
                      calls.incrementAndGet();
                      return new Call.Done(2);
                    });
    assertTrue(seen.getFirst().warmingUp());
    assertTrue(result.operations() > 0, result.toString());
    assertTrue(result.operations() < calls.get() - 20, result.operations() + " of " + calls.get());
  }

  @Test
  void given_refused_and_unknown_calls_then_they_are_told_apart_and_have_no_latency()
      throws Exception {
    AtomicInteger number = new AtomicInteger();
    BenchResult result =
        new BenchRun(plan(BenchOperation.PUT, 1, 0), ignored -> {})
            .run(
                client ->
                    () ->
                        switch (number.getAndIncrement()) {
                          case 0 -> new Call.Refused("no topic");
                          case 1 -> new Call.Unknown("no answer");
                          default -> {
                            Thread.sleep(5);
                            yield new Call.Done(1);
                          }
                        });
    assertEquals(1, result.refused());
    assertEquals(1, result.unknown());
    assertEquals("no answer", result.lastTrouble());
    assertTrue(result.latencyMicros().min() >= 5_000, result.toString());
  }

  @Test
  void given_a_topic_that_runs_empty_then_the_run_ends_early_and_says_so() throws Exception {
    AtomicInteger left = new AtomicInteger(40);
    BenchPlan plan =
        new BenchPlan(BenchOperation.GET, "t", 4, Duration.ZERO, Duration.ofSeconds(15), 100, 1);
    BenchResult result =
        new BenchRun(plan, ignored -> {})
            .run(client -> () -> left.getAndDecrement() > 0 ? new Call.Done(1) : new Call.Empty());
    assertTrue(result.ranEmpty());
    assertEquals(40, result.messages());
    assertEquals(4, result.empty());
    assertTrue(result.seconds() < 10, result.toString());
  }

  @Test
  void given_an_interrupt_then_the_run_and_its_clients_stop() throws Exception {
    CountDownLatch calling = new CountDownLatch(3);
    CountDownLatch stopped = new CountDownLatch(3);
    Thread user = Thread.currentThread();
    BenchPlan plan =
        new BenchPlan(BenchOperation.PUT, "t", 3, Duration.ZERO, Duration.ofMinutes(5), 1, 1);
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                calling.await();
                user.interrupt();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    assertThrows(
        InterruptedException.class,
        () ->
            new BenchRun(plan, ignored -> {})
                .run(
                    client ->
                        () -> {
                          calling.countDown();
                          try {
                            Thread.sleep(Duration.ofMinutes(5));
                          } catch (InterruptedException e) {
                            stopped.countDown();
                            throw e;
                          }
                          return new Call.Done(1);
                        }));
    assertTrue(stopped.await(5, TimeUnit.SECONDS), "a client went on");
  }

  @Test
  void given_numbers_that_make_no_sense_then_the_plan_says_what_was_expected() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new BenchPlan(
                    BenchOperation.GET, "t", 1, Duration.ZERO, Duration.ofSeconds(1), 1, 257));
    assertEquals("one get carries at most 256 messages; got a batch of 257", refused.getMessage());
  }
}
