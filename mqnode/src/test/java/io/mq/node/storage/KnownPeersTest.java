package io.mq.node.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.raft.Configuration;
import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two small files beside the log: how the directory began, and whom the node has met. */
class KnownPeersTest {

  private static final NodeId N1 = new NodeId(1);
  private static final NodeId N2 = new NodeId(2);

  private FileDisk disk;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    disk = FileDisk.open(folder);
  }

  @AfterEach
  void close() throws Exception {
    disk.close();
  }

  @Test
  void a_peer_is_the_same_as_long_as_its_directory_is() throws Exception {
    KnownPeers known = KnownPeers.open(disk);
    assertTrue(known.isSame(N1, "ffffffffffffffff"));
    assertTrue(known.isSame(N2, "7"));
    assertTrue(known.isSame(N1, "ffffffffffffffff"));

    KnownPeers afterRestart = KnownPeers.open(disk);

    assertTrue(afterRestart.isSame(N1, "ffffffffffffffff"));
    assertFalse(afterRestart.isSame(N1, "1"));
    assertFalse(afterRestart.isSame(N2, "8"));
    assertTrue(afterRestart.isSame(N2, "7"));
  }

  @Test
  void an_origin_reads_back_and_replaces_that_of_an_interrupted_creation() throws Exception {
    assertEquals(Optional.empty(), Origin.read(disk));
    new Origin(1, Configuration.of(List.of(N1))).create(disk);
    Origin second = new Origin(-2, Configuration.of(List.of(N1, N2)));
    second.create(disk);

    assertEquals(Optional.of(second), Origin.read(disk));
    assertEquals("fffffffffffffffe", second.incarnationText());
  }

  @Test
  void a_damaged_origin_is_none() throws Exception {
    new Origin(1, Configuration.of(List.of(N1))).create(disk);
    try (DiskFile file = disk.open(Origin.FILE)) {
      file.write(file.size() - 1, List.of(ByteBuffer.wrap(new byte[] {99})));
    }

    assertEquals(Optional.empty(), Origin.read(disk));
  }
}
