package io.mq.ctl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.shared.client.ClientSettings;
import io.mq.shared.client.MqClient;
import io.mq.shared.client.MqSession;
import io.mq.shared.client.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Millions of messages through three nodes with a heap of 256 MiB: what they keep on disk and in
 * memory stays bounded, and a restart afterwards is quick. Run by {@code mvn verify -Psoak}.
 */
@EnabledIfSystemProperty(named = "mq.soak.messages", matches = "[0-9]+")
@Timeout(1800)
class SoakIT {

  private static final String TOPIC = "soak";
  private static final int BATCH = 100;
  private static final int MAX_AHEAD = 20_000;
  private static final int CLIENTS = 4;

  /** Three times 32 MiB of log in segments of 64 MiB, one more of them, and snapshots. */
  private static final long MAX_DIRECTORY_BYTES = 320L << 20;

  private static final ClientSettings PATIENT =
      ClientSettings.DEFAULT.withDeadlineMillis(60_000).withMaxIdleConnections(16);

  private final long messages = Long.getLong("mq.soak.messages", 0);
  private final AtomicLong toPut = new AtomicLong(messages);
  private final AtomicLong put = new AtomicLong();
  private final AtomicLong got = new AtomicLong();
  private final List<String> trouble = Collections.synchronizedList(new ArrayList<>());

  @Test
  void given_many_messages_then_disk_and_heap_stay_bounded_and_a_restart_is_quick()
      throws Exception {
    try (RealCluster cluster = RealCluster.start(3);
        MqClient client = new MqClient(cluster.clientUrls(), PATIENT)) {
      assertEquals(new Outcome.Done<>(true), client.session().createTopic(TOPIC));
      long began = System.nanoTime();
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(Thread.ofVirtual().start(() -> produce(client.session())));
        clients.add(Thread.ofVirtual().start(() -> consume(client.session())));
      }
      long mostDisk = 0;
      long mostHeap = 0;
      for (int second = 0; clients.stream().anyMatch(Thread::isAlive); second++) {
        Thread.sleep(Duration.ofSeconds(1));
        for (RealNode node : cluster.nodes()) {
          mostDisk = Math.max(mostDisk, bytes(node.file(".")));
          mostHeap = second % 5 == 0 ? Math.max(mostHeap, heapKilobytes(node)) : mostHeap;
        }
      }
      long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
      assertEquals(List.of(), trouble);
      assertEquals(messages, got.get());
      RealNode victim = cluster.nodes().getFirst();
      victim.kill();
      cluster.awaitLeader();
      long restart = restartMillis(cluster, victim);
      System.out.printf(
          Locale.ROOT,
          "%,d messages put and taken in %d s; largest data directory %,d bytes, largest heap in"
              + " use %,d KiB of 256 MiB, restart in %d ms%n",
          messages,
          seconds,
          mostDisk,
          mostHeap,
          restart);
      assertTrue(mostDisk < MAX_DIRECTORY_BYTES, mostDisk + " bytes on disk");
      assertTrue(mostHeap > 0, "the heap was not seen");
      assertTrue(restart < 3_000, "restart took " + restart + " ms");
    }
  }

  private void produce(MqSession session) {
    String body = "x".repeat(90);
    for (long left = toPut.addAndGet(-BATCH); left >= 0; left = toPut.addAndGet(-BATCH)) {
      while (put.get() - got.get() > MAX_AHEAD && trouble.isEmpty()) {
        sleep();
      }
      List<String> batch = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        batch.add(body + (left + i));
      }
      if (!(session.putAll(TOPIC, batch) instanceof Outcome.Done<Boolean>)) {
        trouble.add("a put has failed");
        return;
      }
      put.addAndGet(BATCH);
    }
  }

  private void consume(MqSession session) {
    while (got.get() < messages && trouble.isEmpty()) {
      switch (session.getAll(TOPIC, BATCH)) {
        case Outcome.Done<List<String>>(List<String> taken) -> got.addAndGet(taken.size());
        case Outcome.Refused<List<String>>(var code, String detail) -> {
          if (!code.name().equals("QUEUE_EMPTY")) {
            trouble.add("a get was refused: " + detail);
          }
          sleep();
        }
        case Outcome.Unknown<List<String>>(String detail) -> trouble.add("a get: " + detail);
      }
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long bytes(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static long heapKilobytes(RealNode node) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, Long.toString(node.pid()), "GC.heap_info")
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    long used = 0;
    Matcher matcher = Pattern.compile("total [0-9]+K, used ([0-9]+)K").matcher(text);
    while (matcher.find()) {
      used += Long.parseLong(matcher.group(1));
    }
    return used;
  }

  private static long restartMillis(RealCluster cluster, RealNode node)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    node.start();
    long target =
        cluster.nodes().stream()
            .filter(other -> other != node)
            .flatMap(other -> cluster.state(other).stream())
            .mapToLong(state -> state.commitIndex())
            .max()
            .orElseThrow();
    Wait.until(
        "the node has applied everything",
        Duration.ofSeconds(60),
        () -> cluster.state(node).filter(state -> state.appliedIndex() >= target).isPresent());
    return Duration.ofNanos(System.nanoTime() - began).toMillis();
  }
}
