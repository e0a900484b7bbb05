package io.mq.node.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.http.RequestFailed;
import io.mq.shared.wire.ErrorCode;
import org.junit.jupiter.api.Test;

final class GateTest {

  private static final int BYTES = 1000;

  @Test
  void given_all_places_taken_then_one_more_is_busy_until_one_leaves() throws Exception {
    Gate gate = new Gate(2, BYTES);
    gate.enter(0);
    gate.enter(0);
    assertEquals(ErrorCode.BUSY, refusal(gate, 0));

    gate.leave(0);

    gate.enter(0);
  }

  @Test
  void given_all_bytes_taken_then_a_body_is_busy_and_a_request_without_one_is_not()
      throws Exception {
    Gate gate = new Gate(10, BYTES);
    gate.enter(BYTES - 1);
    assertEquals(ErrorCode.BUSY, refusal(gate, 2));
    gate.enter(0);

    gate.leave(BYTES - 1);

    gate.enter(2);
  }

  @Test
  void given_a_refusal_then_nothing_stays_taken() throws Exception {
    Gate gate = new Gate(1, BYTES);
    for (int i = 0; i < 3; i++) {
      assertEquals(ErrorCode.BUSY, refusal(gate, BYTES + 1));
    }

    gate.enter(BYTES);

    assertEquals(ErrorCode.BUSY, refusal(gate, 0));
  }

  @Test
  void given_a_stopping_node_then_nobody_enters_and_those_inside_are_waited_for() throws Exception {
    Gate gate = new Gate(2, BYTES);
    gate.enter(5);

    assertFalse(gate.drain(1));
    assertEquals(ErrorCode.STOPPING, refusal(gate, 0));
    gate.leave(5);

    assertTrue(gate.drain(1));
    assertEquals(ErrorCode.STOPPING, refusal(gate, 0));
  }

  private static ErrorCode refusal(Gate gate, int bodyBytes) {
    return assertThrows(RequestFailed.class, () -> gate.enter(bodyBytes)).code();
  }
}
