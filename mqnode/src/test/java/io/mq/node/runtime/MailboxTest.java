package io.mq.node.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing is lost between many senders and one receiver, and nobody sleeps through a message. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MailboxTest {

  private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);

  @Test
  void given_a_full_mailbox_then_one_more_is_turned_away_until_there_is_room() {
    Mailbox<Integer> mailbox = new Mailbox<>(2);
    assertTrue(mailbox.offer(1));
    assertTrue(mailbox.offer(2));
    assertFalse(mailbox.offer(3));

    List<Integer> taken = new ArrayList<>();
    mailbox.drainTo(taken, 1);

    assertTrue(mailbox.offer(4));
    mailbox.drainTo(taken, 10);
    assertEquals(List.of(1, 2, 4), taken);
  }

  @Test
  void given_a_wake_up_before_the_wait_then_the_wait_ends_at_once() throws Exception {
    Mailbox<Integer> mailbox = new Mailbox<>(1);
    mailbox.wake();

    mailbox.await(HOUR_NANOS);

    List<Integer> taken = new ArrayList<>();
    mailbox.drainTo(taken, 1);
    assertEquals(List.of(), taken);
  }

  @Test
  void given_an_interrupt_then_the_wait_ends() {
    Mailbox<Integer> mailbox = new Mailbox<>(1);
    Thread.currentThread().interrupt();

    assertThrows(InterruptedException.class, () -> mailbox.await(HOUR_NANOS));
  }

  @Test
  void given_many_senders_and_waits_without_end_then_all_arrives_in_each_senders_order()
      throws Exception {
    int senders = 8;
    int each = 20_000;
    Mailbox<int[]> mailbox = new Mailbox<>(64);
    List<Thread> threads =
        IntStream.range(0, senders)
            .mapToObj(sender -> Thread.ofVirtual().start(() -> sendAll(mailbox, sender, each)))
            .toList();

    int[] next = new int[senders];
    List<int[]> taken = new ArrayList<>();
    for (int received = 0; received < senders * each; received += taken.size()) {
      taken.clear();
      mailbox.await(HOUR_NANOS); // A wake-up that gets lost would hang here.
      mailbox.drainTo(taken, 16);
      for (int[] message : taken) {
        assertEquals(next[message[0]], message[1]);
        next[message[0]]++;
      }
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void sendAll(Mailbox<int[]> mailbox, int sender, int count) {
    for (int i = 0; i < count; i++) {
      while (!mailbox.offer(new int[] {sender, i})) {
        LockSupport.parkNanos(1_000);
      }
    }
  }
}
