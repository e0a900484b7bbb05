package io.mq.shared.check;

import io.mq.shared.history.HistoryRecorder;
import io.mq.shared.history.OperationKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/** Clients of a true queue, interleaved at random, that now and then never hear the answer. */
final class SimulatedClients {

  /** How far a client is with its operation. */
  private enum Stage {
    IDLE,
    CALLED,
    ACTED
  }

  private static final class Client {
    String process;
    Stage stage = Stage.IDLE;
    OperationKind kind;
    long op;
    String value;
  }

  private final RandomGenerator random;
  private final HistoryRecorder recorder;
  private final Client[] clients;
  private final double unknown;
  private final Deque<String> queue = new ArrayDeque<>();
  private long nanos;
  private int processes;
  private int puts;

  /**
   * Prepares idle clients.
   *
   * @param unknown the share of operations whose outcome nobody hears
   */
  SimulatedClients(RandomGenerator random, HistoryRecorder recorder, int clients, double unknown) {
    this.random = random;
    this.recorder = recorder;
    this.clients = new Client[clients];
    this.unknown = unknown;
    for (int i = 0; i < clients; i++) {
      this.clients[i] = new Client();
      this.clients[i].process = "c" + processes++;
    }
  }

  /** Starts {@code operations} operations, and ends those that end. */
  void run(int operations) {
    int started = 0;
    while (started < operations) {
      nanos += random.nextInt(20_000);
      Client client = clients[random.nextInt(clients.length)];
      switch (client.stage) {
        case IDLE -> {
          call(client);
          started++;
        }
        case CALLED -> act(client);
        case ACTED -> end(client);
      }
    }
  }

  private void call(Client client) {
    client.kind = random.nextInt(100) < 49 ? OperationKind.ENQUEUE : OperationKind.DEQUEUE;
    client.value = client.kind == OperationKind.ENQUEUE ? "message-" + puts++ : null;
    client.op = recorder.invoke(nanos, client.process, client.kind, "orders", client.value);
    client.stage = Stage.CALLED;
    if (random.nextDouble() < unknown) {
      if (random.nextBoolean()) {
        act(client);
      }
      recorder.info(nanos, client.op, "n1", 0, "timeout");
      client.process = "c" + processes++;
      client.stage = Stage.IDLE;
    }
  }

  private void act(Client client) {
    if (client.kind == OperationKind.ENQUEUE) {
      queue.addLast(client.value);
    } else {
      client.value = queue.pollFirst();
    }
    client.stage = Stage.ACTED;
  }

  private void end(Client client) {
    recorder.ok(nanos, client.op, client.value, "n" + (1 + random.nextInt(5)), 200);
    client.stage = Stage.IDLE;
  }
}
