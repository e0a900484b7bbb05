package io.mq.ctl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.shared.client.ClientSettings;
import io.mq.shared.client.MqClient;
import io.mq.shared.client.MqSession;
import io.mq.shared.client.Outcome;
import io.mq.shared.wire.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More is put into three nodes with small heaps than these can hold. */
@Timeout(180)
class FullQueuesIT {

  private static final String TOPIC = "orders";
  private static final String PADDING = "x".repeat(100_000);

  /** A refusal for want of memory is repeated until then. */
  private static final ClientSettings IMPATIENT = ClientSettings.DEFAULT.withDeadlineMillis(20_000);

  private static final ClientSettings PATIENT = ClientSettings.DEFAULT.withDeadlineMillis(60_000);

  @Test
  void given_more_messages_than_memory_then_they_are_refused_and_no_node_or_message_is_lost()
      throws Exception {
    try (RealCluster cluster = RealCluster.start(3, "", "96m")) {
      int put;
      try (MqClient client = new MqClient(cluster.clientUrls(), IMPATIENT)) {
        put = putUntilRefused(client.session());
      }
      assertTrue(cluster.nodes().stream().allMatch(RealNode::isAlive), "all nodes run");

      cluster.killAll();
      cluster.startAll();

      try (MqClient client = new MqClient(cluster.clientUrls(), PATIENT)) {
        MqSession session = client.session();
        for (int i = 0; i < put; i++) {
          assertEquals(new Outcome.Done<>(message(i)), session.get(TOPIC), i + " of " + put);
        }
        assertEquals(new Outcome.Done<>(true), session.put(TOPIC, "there is room again"));
      }
    }
  }

  private static int putUntilRefused(MqSession session) {
    assertEquals(new Outcome.Done<>(true), session.createTopic(TOPIC));
    for (int i = 0; i < 2_000; i++) {
      switch (session.put(TOPIC, message(i))) {
        case Outcome.Done<?> done -> assertEquals(true, done.value());
        case Outcome.Refused<?> refused -> {
          assertRefused(refused, "");
          return i;
        }
        case Outcome.Unknown<?> unknown -> {
          // Its first try got no answer in time, and the others were refused; so is the next put.
          assertRefused(session.put(TOPIC, message(i + 1)), unknown.detail());
          return i;
        }
      }
    }
    throw new AssertionError("200 MB fit into heaps of 96 MiB");
  }

  private static void assertRefused(Outcome<?> outcome, String before) {
    Outcome.Refused<?> refused = assertInstanceOf(Outcome.Refused.class, outcome, before);
    assertEquals(ErrorCode.QUEUES_FULL, refused.code(), refused.detail());
  }

  private static String message(int number) {
    return number + PADDING;
  }
}
