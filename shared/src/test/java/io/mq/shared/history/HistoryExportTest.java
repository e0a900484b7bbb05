package io.mq.shared.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HistoryExportTest {

  private static final String HISTORY =
      """
      {"history":1,"workload":"queue","seed":7,"clock":"ns"}
      {"index":0,"time":30,"process":"nemesis","op":1,"type":"info","f":"isolate","value":"for 2s","node":"n1"}
      {"index":1,"time":40,"process":"c1","op":2,"type":"invoke","f":"enqueue","topic":"a","value":"say \\"m\\\\1\\"\\n\\u0001"}
      {"index":2,"time":45,"process":"c2","op":3,"type":"invoke","f":"dequeue","topic":"a","value":null}
      {"index":3,"time":50,"process":"c1","op":2,"type":"info","f":"enqueue","topic":"a","value":"say","error":"timeout"}
      {"index":4,"time":70,"process":"c2","op":3,"type":"ok","f":"dequeue","topic":"a","value":null,"node":"n2"}
      {"index":5,"time":80,"process":"c2","op":4,"type":"invoke","f":"enqueue","topic":"a","value":"m2"}
      {"index":6,"time":90,"process":"c2","op":4,"type":"fail","f":"enqueue","topic":"a","value":"m2"}
      """;

  @Test
  void given_a_history_jepsen_gets_a_map_for_each_event() throws IOException {
    StringBuilder edn = new StringBuilder();
    JepsenEdn.write(reader(), edn);

    assertEquals(
        """
        {:index 0, :time 30, :process :nemesis, :type :info, :f "isolate", :value "for 2s", :node "n1"}
        {:index 1, :time 40, :process 0, :type :invoke, :f :enqueue, :value "say \\"m\\\\1\\"\\n\\u0001", :topic "a"}
        {:index 2, :time 45, :process 1, :type :invoke, :f :dequeue, :value nil, :topic "a"}
        {:index 3, :time 50, :process 0, :type :info, :f :enqueue, :value "say", :topic "a", :error "timeout"}
        {:index 4, :time 70, :process 1, :type :ok, :f :dequeue, :value nil, :topic "a", :node "n2"}
        {:index 5, :time 80, :process 1, :type :invoke, :f :enqueue, :value "m2", :topic "a"}
        {:index 6, :time 90, :process 1, :type :fail, :f :enqueue, :value "m2", :topic "a"}
        """,
        edn.toString());
  }

  @Test
  void given_a_history_porcupine_gets_paired_events_with_unknown_returns_last() throws IOException {
    StringWriter events = new StringWriter();
    PorcupineEvents.write(reader().readAll(), events);

    assertEquals(
        """
        [
        {"ClientId":0,"Kind":false,"Value":{"f":"enqueue","topic":"a","value":"say \\"m\\\\1\\"\\n\\u0001"},"Id":2}
        ,{"ClientId":1,"Kind":false,"Value":{"f":"dequeue","topic":"a"},"Id":3}
        ,{"ClientId":1,"Kind":true,"Value":{"value":null},"Id":3}
        ,{"ClientId":0,"Kind":true,"Value":{"unknown":true},"Id":2}
        ]
        """,
        events.toString());
  }

  private static HistoryReader reader() throws IOException {
    return new HistoryReader(
        new ByteArrayInputStream(HISTORY.getBytes(StandardCharsets.UTF_8)), "h");
  }
}
