package io.mq.node.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.queue.Body;
import io.mq.node.queue.Command;
import io.mq.node.queue.Result;
import io.mq.shared.wire.ErrorCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole replicas whose queues may take 64 KiB of memory. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RoomTest {

  private static final int MAX_QUEUE_BYTES = 64 << 10;
  private static final Answer FULL = new Answer.Failed(ErrorCode.QUEUES_FULL, Optional.empty());

  private LocalCluster cluster;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    cluster =
        new LocalCluster(directory, 3, ReplicaSettings.DEFAULT.withQueuesUpTo(MAX_QUEUE_BYTES));
    cluster.startAll();
    assertInstanceOf(Answer.Done.class, execute(new Command.CreateTopic("t")));
  }

  @AfterEach
  void stop() throws Exception {
    cluster.stopAll();
  }

  @Test
  void given_full_queues_then_puts_are_refused_gets_go_on_and_make_room() throws Exception {
    int put = putUntilFull();

    assertTrue(put > 40, "most of 64 KiB was used by messages of 1 KB: " + put);
    assertEquals(FULL, execute(new Command.CreateTopic("another")), "a topic takes memory, too");
    awaitEvent("the queues are full with 0 MiB of memory");

    for (int i = 0; i < put; i++) {
      assertEquals("m" + i, text(execute(new Command.Get("t", 1))).strip());
    }
    assertInstanceOf(Answer.Done.class, execute(message(put)));
    awaitEvent("the queues have room again, with 0 MiB of memory in use");
  }

  @Test
  void given_full_queues_then_a_new_start_finds_them_full_and_whole() throws Exception {
    int put = putUntilFull();

    cluster.stopAll();
    cluster.startAll();

    assertEquals(FULL, execute(message(put)));
    for (int i = 0; i < put; i++) {
      assertEquals("m" + i, text(execute(new Command.Get("t", 1))).strip());
    }
  }

  private int putUntilFull() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      Answer answer = execute(message(i));
      if (answer.equals(FULL)) {
        return i;
      }
      assertInstanceOf(Answer.Done.class, answer);
    }
    throw new AssertionError("1,000 messages of 1 KB fit into 64 KiB");
  }

  private void awaitEvent(String text) throws InterruptedException {
    cluster.await(() -> cluster.events().stream().anyMatch(event -> event.contains(text)), text);
  }

  private static Command message(int number) {
    return new Command.Put("t", List.of(Body.of("%-1000s".formatted("m" + number))));
  }

  private static String text(Answer answer) {
    Answer.Done done = assertInstanceOf(Answer.Done.class, answer);
    Result.Messages messages = assertInstanceOf(Result.Messages.class, done.result());
    return messages.messages().getFirst().body().text();
  }

  private Answer execute(Command command) throws Exception {
    return cluster.awaitLeader().execute(command).get(10, TimeUnit.SECONDS);
  }
}
