package io.mq.ctl.complete;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

  private static final List<String> KNOWN =
      List.of("status", "start", "stop", "kill", "kill-leader", "topic", "put", "get");

  @Test
  void slips_are_forgiven_nearest_first() {
    assertEquals(List.of("status"), Nearest.to("staus", KNOWN));
    assertEquals(List.of("kill"), Nearest.to("klil", KNOWN));
    assertEquals(List.of("put"), Nearest.to("pit", KNOWN));
    assertEquals(List.of("kill", "kill-leader"), Nearest.to("kil", KNOWN));
    assertEquals(List.of(), Nearest.to("frobnicate", KNOWN));
  }

  @Test
  void a_swap_of_neighbours_is_one_slip() {
    assertEquals(1, Nearest.distance("tpoic", "topic"));
    assertEquals(2, Nearest.distance("tpci", "topic"));
    assertEquals(3, Nearest.distance("", "put"));
    assertEquals(0, Nearest.distance("put", "put"));
  }
}
