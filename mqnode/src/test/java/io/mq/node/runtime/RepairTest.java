package io.mq.node.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.mq.node.queue.Body;
import io.mq.node.queue.Command;
import io.mq.node.queue.Result;
import io.mq.node.raft.Configuration;
import io.mq.node.storage.FileDisk;
import io.mq.node.storage.Identity;
import io.mq.node.storage.LogRefusedException;
import io.mq.node.storage.LogSettings;
import io.mq.node.storage.SegmentedLog;
import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole replicas whose files are damaged while they are down. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RepairTest {

  private static final String SEGMENT = "segment-0000000001.log";

  @TempDir private Path directory;
  private LocalCluster cluster;

  @AfterEach
  void stop() throws Exception {
    if (cluster != null) {
      cluster.stopAll();
    }
  }

  @Test
  void given_a_flipped_bit_in_the_log_then_the_node_is_repaired_and_counts_again()
      throws Exception {
    start(SnapshotSettings.NEVER);
    NodeId victim = cluster.anyFollower().status().raft().self();
    put(0, 100);
    cluster.stop(victim);
    put(100, 120);
    flipIn(victim, SEGMENT, "m-50-");

    cluster.start(victim);

    cluster.await(() -> told(victim, "repaired in"), "it is repaired: " + cluster.events());
    assertTrue(told(victim, "DAMAGED: the log is damaged in " + SEGMENT), "it says so");
    cluster.await(() -> !isMarked(victim), "the disk counts as undamaged");
    put(120, 130);
    onlyWith(victim);
    for (int i = 0; i < 130; i++) {
      assertEquals("m-" + i + "-", get());
    }
  }

  @Test
  void given_a_damaged_snapshot_then_the_node_gets_another_and_counts_again() throws Exception {
    start(new SnapshotSettings(Long.MAX_VALUE, 100));
    NodeId victim = cluster.anyFollower().status().raft().self();
    put(0, 250);
    cluster.await(() -> cluster.node(victim).status().raft().firstIndex().value() > 150, "a mark");
    cluster.stop(victim);
    flipIn(victim, snapshot(victim), "m-60-");

    cluster.start(victim);

    cluster.await(() -> told(victim, "repaired in"), "it is repaired: " + cluster.events());
    assertTrue(told(victim, "DAMAGED: the snapshot is damaged in"), "it says so");
    cluster.await(() -> !isMarked(victim), "the disk counts as undamaged");
    onlyWith(victim);
    for (int i = 0; i < 250; i++) {
      assertEquals("m-" + i + "-", get());
    }
  }

  @Test
  void given_a_damaged_node_and_a_silent_one_then_nobody_leads_until_the_third_is_back()
      throws Exception {
    start(SnapshotSettings.NEVER);
    put(0, 100);
    cluster.stopAll();
    NodeId victim = new NodeId(1);
    flipIn(victim, SEGMENT, "m-50-");
    cluster.start(victim);
    cluster.start(new NodeId(2));

    TimeUnit.MILLISECONDS.sleep(1_500); // longer than two election timeouts

    assertTrue(cluster.node(new NodeId(2)).status().raft().leader().isEmpty());
    assertTrue(cluster.node(victim).status().raft().repairing());
    // The marked disk stays one under repair, though what is left of it reads well.
    cluster.stop(victim);
    cluster.start(victim);
    assertTrue(cluster.node(victim).status().raft().repairing());
    cluster.start(new NodeId(3));
    cluster.await(() -> !isMarked(victim), "the disk counts as undamaged");
    assertEquals("m-0-", get());
  }

  @Test
  void given_a_damaged_identity_file_then_it_is_written_anew_from_the_log() throws Exception {
    start(SnapshotSettings.NEVER);
    put(0, 10);
    NodeId victim = cluster.anyFollower().status().raft().self();
    cluster.stop(victim);
    flipIn(victim, "identity", "test-cluster");

    cluster.start(victim);

    assertFalse(cluster.node(victim).status().raft().repairing(), "nothing is lost");
    assertTrue(told(victim, "identity at byte 0: the file cannot be read; written anew"));
  }

  @Test
  void given_a_damaged_node_without_others_then_it_says_what_to_do_and_touches_nothing()
      throws Exception {
    NodeId alone = new NodeId(1);
    cluster = new LocalCluster(directory, 1);
    cluster.startAll();
    put(0, 100);
    cluster.stopAll();
    flipIn(alone, SEGMENT, "m-50-");
    byte[] before = Files.readAllBytes(cluster.data(alone).resolve(SEGMENT));

    try (FileDisk disk = FileDisk.open(cluster.data(alone))) {
      DiskRecovery recovery =
          new DiskRecovery(
              disk,
              new Identity("test-cluster", alone),
              LogSettings.DEFAULT,
              Configuration.of(List.of(alone)),
              line -> {});
      LogRefusedException refused = assertThrows(LogRefusedException.class, () -> recovery.open(1));

      assertTrue(
          refused
              .getMessage()
              .endsWith(
                  "no other node has a copy: put the files back from a"
                      + " backup, or start with an empty directory and lose what this one held"),
          refused.getMessage());
    }
    assertEquals(
        -1,
        java.util.Arrays.mismatch(
            before, Files.readAllBytes(cluster.data(alone).resolve(SEGMENT))));
  }

  @Test
  void given_an_undamaged_directory_then_what_was_once_set_aside_is_removed() throws Exception {
    Path data = Files.createDirectories(directory.resolve("n1"));
    Identity identity = new Identity("test-cluster", new NodeId(1));
    try (FileDisk disk = FileDisk.open(data)) {
      SegmentedLog.create(disk, identity, LogSettings.DEFAULT, 42);
      Files.createFile(data.resolve("damaged-" + SEGMENT));

      new DiskRecovery(
              disk,
              identity,
              LogSettings.DEFAULT,
              Configuration.of(List.of(new NodeId(1))),
              line -> {})
          .open(1)
          .log()
          .close();
    }
    assertFalse(Files.exists(data.resolve("damaged-" + SEGMENT)));
  }

  private void start(SnapshotSettings snapshots) throws IOException {
    cluster = new LocalCluster(directory, 3, ReplicaSettings.DEFAULT.with(snapshots));
    cluster.startAll();
  }

  /** Stops everybody and starts the victim and one other: what one of them lacks, the other has. */
  private void onlyWith(NodeId victim) throws Exception {
    cluster.stopAll();
    cluster.start(victim);
    cluster.start(
        cluster.ids().stream().filter(id -> !id.equals(victim)).findFirst().orElseThrow());
    assertFalse(cluster.node(victim).status().raft().repairing());
  }

  private void flipIn(NodeId node, String name, String text) throws IOException {
    Path file = cluster.data(node).resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    assertTrue(at > 0, "no " + text + " in " + file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }

  private String snapshot(NodeId node) throws IOException {
    try (Stream<Path> files = Files.list(cluster.data(node))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".snap"))
          .findFirst()
          .orElseThrow();
    }
  }

  private boolean told(NodeId node, String what) {
    return cluster.events().stream().anyMatch(event -> event.startsWith(node + " " + what));
  }

  private boolean isMarked(NodeId node) {
    return Files.exists(cluster.data(node).resolve("repair"));
  }

  private void put(int from, int to) throws Exception {
    if (from == 0) {
      done(new Command.CreateTopic("t"));
    }
    for (int i = from; i < to; i++) {
      done(new Command.Put("t", List.of(Body.of("m-" + i + "-"))));
    }
  }

  private String get() throws Exception {
    Result.Messages messages = (Result.Messages) done(new Command.Get("t", 1));
    return messages.messages().getFirst().body().text();
  }

  private Result done(Command command) throws Exception {
    Answer answer = cluster.awaitLeader().execute(command).get(10, TimeUnit.SECONDS);
    return switch (answer) {
      case Answer.Done(Result result) -> result;
      case Answer.Failed failed -> fail("expected an answer to " + command + "; got " + failed);
    };
  }
}
