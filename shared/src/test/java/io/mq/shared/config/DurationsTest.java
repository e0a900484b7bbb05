package io.mq.shared.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class DurationsTest {

  @Test
  void numbers_with_units_are_times() throws ConfigException {
    assertEquals(500, Durations.parseMillis("500ms"));
    assertEquals(10_000, Durations.parseMillis("10s"));
    assertEquals(120_000, Durations.parseMillis("2m"));
    assertEquals(3_600_000, Durations.parseMillis("1h"));
  }

  @Test
  void anything_else_is_refused_in_a_sentence() {
    for (String text : new String[] {"", "10", "s", "-1s", "1.5s", "10 seconds"}) {
      ConfigException wrong =
          assertThrows(ConfigException.class, () -> Durations.parseMillis(text));
      assertEquals(
          "a time such as 500ms, 10s or 2m was expected; got \"" + text + "\"", wrong.getMessage());
    }
  }
}
