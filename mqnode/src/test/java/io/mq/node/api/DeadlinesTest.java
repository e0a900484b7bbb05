package io.mq.node.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DeadlinesTest {

  @Test
  void given_an_outcome_in_time_then_it_is_the_answer() throws Exception {
    try (Deadlines deadlines = new Deadlines()) {
      CompletableFuture<String> later = new CompletableFuture<>();
      Thread.ofVirtual().start(() -> later.complete("late enough"));

      assertEquals("now", deadlines.await(CompletableFuture.completedFuture("now"), 0));
      assertEquals("late enough", deadlines.await(later, 60_000));
    }
  }

  @Test
  void given_no_outcome_in_time_then_the_wait_ends_and_not_before() {
    try (Deadlines deadlines = new Deadlines()) {
      CompletableFuture<String> never = new CompletableFuture<>();
      long begun = System.nanoTime();

      assertThrows(TimeoutException.class, () -> deadlines.await(never, 50));

      assertTrue(System.nanoTime() - begun >= TimeUnit.MILLISECONDS.toNanos(50));
      assertTrue(never.isCancelled());
    }
  }

  @Test
  void given_a_long_wait_before_it_then_a_short_one_still_ends() throws Exception {
    try (Deadlines deadlines = new Deadlines()) {
      CompletableFuture<String> patient = new CompletableFuture<>();
      Thread waiter = Thread.ofVirtual().start(() -> awaitQuietly(deadlines, patient));

      assertThrows(
          TimeoutException.class, () -> deadlines.await(new CompletableFuture<String>(), 1));

      patient.complete("");
      waiter.join();
    }
  }

  @Test
  void given_a_failure_then_it_is_passed_on() {
    try (Deadlines deadlines = new Deadlines()) {
      CompletableFuture<String> failed =
          CompletableFuture.failedFuture(new IllegalStateException());

      assertThrows(ExecutionException.class, () -> deadlines.await(failed, 60_000));
    }
  }

  private static void awaitQuietly(Deadlines deadlines, CompletableFuture<String> future) {
    try {
      deadlines.await(future, 3_600_000);
    } catch (TimeoutException | ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
