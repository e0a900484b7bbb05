package io.mq.ctl.chaos;

import io.mq.shared.client.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Takes what is left in the topics, so that what was acknowledged and never comes out is missing
 * for certain.
 *
 * @param messages that were taken
 * @param trouble why a topic could not be emptied; empty if all were
 */
public record Drain(int messages, String trouble) {

  /** One thread for each topic. */
  static Drain run(Workload workload, List<String> topics, long timeoutMillis)
      throws InterruptedException {
    AtomicInteger messages = new AtomicInteger();
    AtomicReference<String> trouble = new AtomicReference<>("");
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    List<Thread> threads = new ArrayList<>();
    for (String topic : topics) {
      RecordedClient client = workload.client("drain" + (threads.size() + 1), true, threads.size());
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    if (!empty(client, topic, end, messages)) {
                      trouble.set("topic " + topic + " was not empty in time");
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return new Drain(messages.get(), trouble.get());
  }

  private static boolean empty(
      RecordedClient client, String topic, long end, AtomicInteger messages) {
    while (System.nanoTime() < end) {
      Outcome<Optional<String>> outcome = client.get(topic);
      if (outcome instanceof Outcome.Done<Optional<String>>(Optional<String> found)) {
        if (found.isEmpty()) {
          return true;
        }
        messages.incrementAndGet();
      }
    }
    return false;
  }
}
