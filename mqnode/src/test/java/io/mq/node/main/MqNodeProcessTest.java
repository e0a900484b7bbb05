package io.mq.node.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.mq.node.api.HttpCaller;
import io.mq.shared.config.NodeAddress;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own: how it names its folder, ends, and what it prints. */
final class MqNodeProcessTest {

  private static final long DEADLINE_SECONDS = 30;

  @TempDir private Path folder;

  @Test
  void told_to_stop_it_ends_well_and_leaves_its_data_beside_it() throws Exception {
    NodeAddress address = new TestCluster(folder, 1).address(1);
    Path config = folder.resolve("c.json");
    Files.writeString(
        config,
        "{\"addresses\":[{\"ip\":\"http://127.0.0.1\",\"port\":"
            + address.port()
            + ",\"internal_port\":"
            + address.internalPort()
            + "}],\"colour\":\"red\"}");
    Process node = start(config, "0");
    try {
      awaitLeader(node, address.port());

      node.destroy();

      assertTrue(node.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS), "still there");
      List<String> lines = Files.readAllLines(folder.resolve("err"));
      assertEquals(0, node.exitValue(), lines.toString());
      assertTrue(
          lines.getFirst().endsWith("colour is not known and was ignored"), lines.toString());
      assertTrue(lines.stream().anyMatch(l -> l.endsWith(" n1 leader t1")), lines.toString());
      assertTrue(lines.stream().anyMatch(l -> l.contains("without a cluster secret")));
      assertTrue(lines.getLast().endsWith(" n1 stopped"), lines.toString());
      assertTrue(
          Files.exists(folder.resolve("mqnode-127.0.0.1-" + address.port()).resolve("identity")));
    } finally {
      node.destroyForcibly().waitFor();
    }
  }

  private Process start(Path config, String index) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            MqNode.class.getName(),
            config.toString(),
            index);
    builder.environment().remove(MqNode.SECRET_VARIABLE);
    builder.environment().remove(MqNode.TOKEN_VARIABLE);
    builder.directory(folder.toFile());
    File err = folder.resolve("err").toFile();
    return builder.redirectErrorStream(true).redirectOutput(err).start();
  }

  private void awaitLeader(Process node, int port) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    try (HttpCaller client = new HttpCaller(port)) {
      while (System.nanoTime() < deadline && node.isAlive()) {
        try {
          if (client.call("GET", "/status", null).body().contains("\"Leader\"")) {
            return;
          }
        } catch (IOException e) {
          // Not listening yet.
        }
        Thread.sleep(20);
      }
    }
    fail("no leader: " + Files.readString(folder.resolve("err")));
  }
}
