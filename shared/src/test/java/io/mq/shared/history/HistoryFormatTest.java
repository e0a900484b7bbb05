package io.mq.shared.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryFormatTest {

  private static final String HEADER = "{\"history\":1,\"workload\":\"queue\"}\n";

  @Test
  void given_a_recorded_run_the_file_reads_as_documented() throws IOException {
    assertEquals(
        """
        {"history":1,"workload":"queue","seed":7,"clock":"ns"}
        {"index":0,"time":10,"process":"c1","op":0,"type":"invoke","f":"create-topic","topic":"a","value":null}
        {"index":1,"time":20,"process":"c1","op":0,"type":"ok","f":"create-topic","topic":"a","value":null,"node":"n1","status":201}
        {"index":2,"time":30,"process":"nemesis","op":1,"type":"info","f":"isolate","value":"for 2s","node":"n1"}
        {"index":3,"time":40,"process":"c1","op":2,"type":"invoke","f":"enqueue","topic":"a","value":"m\\n1"}
        {"index":4,"time":45,"process":"c2","op":3,"type":"invoke","f":"dequeue","topic":"a","value":null}
        {"index":5,"time":50,"process":"c1","op":2,"type":"info","f":"enqueue","topic":"a","value":"m\\n1","error":"timeout"}
        {"index":6,"time":60,"process":"nemesis","op":1,"type":"info","f":"isolate","value":"lifted","node":"n1"}
        {"index":7,"time":70,"process":"c2","op":3,"type":"ok","f":"dequeue","topic":"a","value":"m\\n1","node":"n2","status":200}
        {"index":8,"time":80,"process":"c2","op":4,"type":"invoke","f":"dequeue","topic":"a","value":null}
        """,
        recorded());
  }

  @Test
  void given_a_file_reading_it_gives_what_a_builder_in_memory_gives() throws IOException {
    HistoryBuilder inMemory = new HistoryBuilder(HistoryHeader.ofSeed(7));
    run(new HistoryRecorder(inMemory));

    History read = read(recorded());

    assertEquals(inMemory.build(), read);
    assertEquals(HistoryHeader.ofSeed(7), read.header());
    assertEquals(4, read.operations().size());
  }

  @Test
  void given_an_operation_without_an_end_its_outcome_is_unknown() throws IOException {
    Operation last = read(recorded()).operations().getLast();

    assertEquals(Outcome.UNKNOWN, last.outcome());
    assertEquals(Operation.NEVER, last.returnIndex());
  }

  @Test
  void given_a_fault_it_is_in_force_for_the_operations_it_overlaps() throws IOException {
    History history = read(recorded());

    assertEquals(0, history.faultsDuring(history.operations().get(0)).size());
    assertEquals("isolate", history.faultsDuring(history.operations().get(1)).getFirst().action());
    assertEquals(0, history.faultsDuring(history.operations().get(3)).size());
  }

  @Test
  void given_a_file_torn_anywhere_in_its_last_line_the_rest_is_read() throws IOException {
    String whole = recorded().stripTrailing();
    int lastLine = whole.lastIndexOf('\n') + 1;
    for (int cut = lastLine + 1; cut < whole.length(); cut++) {
      History history = read(whole.substring(0, cut));
      assertTrue(history.truncated(), "cut at " + cut);
      assertEquals(3, history.operations().size());
    }
    assertFalse(read(whole).truncated());
  }

  @Test
  void given_unknown_keys_and_a_numeric_process_the_line_is_understood() throws IOException {
    History history =
        read(
            HEADER
                + "{\"index\":0,\"time\":1,\"process\":3,\"op\":0,\"type\":\"invoke\","
                + "\"f\":\"enqueue\",\"topic\":\"a\",\"value\":\"m\",\"new\":{\"x\":[1]}}");

    assertEquals("3", history.operations().getFirst().process());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"index\":0}|h:2: an event needs index, process, op, type, f and topic",
        "[1]|h:2: expected one JSON object a line, got START_ARRAY",
        "{\"index\":\"x\"}|h:2: index must be a whole number",
        "{\"index\":0,\"process\":\"c\",\"op\":1,\"type\":\"ok\",\"f\":\"dequeue\",\"topic\":\"a\"}"
            + "|h:2: op 1 ends without an invoke, or ends twice",
        "{\"index\":0,\"process\":\"c\",\"op\":1,\"type\":\"done\",\"f\":\"x\",\"topic\":\"a\"}"
            + "|h:2: type is invoke, ok, fail or info; got \"done\"",
        "{\"index\":0,\"process\":\"c\",\"op\":1,\"type\":\"invoke\",\"f\":\"x\",\"topic\":\"a\"}"
            + "|h:2: f is enqueue, dequeue or create-topic for a client's operation; got \"x\"",
      })
  void given_a_line_that_is_no_event_the_error_names_line_and_expectation(
      String line, String message) {
    assertEquals(
        message,
        assertThrows(HistoryFormatException.class, () -> read(HEADER + line + "\n{}\n"))
            .getMessage());
  }

  @Test
  void given_a_broken_line_in_the_middle_it_is_an_error() {
    HistoryFormatException broken =
        assertThrows(HistoryFormatException.class, () -> read(HEADER + "{\"index\":}\n{}\n"));

    assertTrue(broken.getMessage().startsWith("h:2: not JSON: "), broken.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|h:1: expected a header such as {\"history\":1,\"workload\":\"queue\"}",
        "{\"history\":2}|h:1: expected a header with \"history\":1, got 2",
        "{\"index\":0}|h:1: expected a header with \"history\":1, got 0",
      })
  void given_no_header_the_error_says_what_one_looks_like(String text, String message) {
    assertEquals(
        message, assertThrows(HistoryFormatException.class, () -> read(text)).getMessage());
  }

  private static History read(String text) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    try (HistoryReader reader = new HistoryReader(in, "h")) {
      return reader.readAll();
    }
  }

  private static String recorded() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (HistoryWriter writer = new HistoryWriter(out, HistoryHeader.ofSeed(7))) {
      run(new HistoryRecorder(writer));
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void run(HistoryRecorder recorder) {
    long create = recorder.invoke(10, "c1", OperationKind.CREATE_TOPIC, "a", null);
    recorder.ok(20, create, null, "n1", 201);
    long fault = recorder.beginFault(30, "isolate", "for 2s", "n1");
    long put = recorder.invoke(40, "c1", OperationKind.ENQUEUE, "a", "m\n1");
    long get = recorder.invoke(45, "c2", OperationKind.DEQUEUE, "a", null);
    recorder.info(50, put, null, 0, "timeout");
    recorder.endFault(60, fault, "isolate", "lifted", "n1");
    recorder.ok(70, get, "m\n1", "n2", 200);
    recorder.invoke(80, "c2", OperationKind.DEQUEUE, "a", null);
  }
}
