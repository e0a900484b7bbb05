package io.mq.shared.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mq.shared.id.NodeId;
import io.mq.shared.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FaultJsonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{`effect`:`block`}                                          | block both",
        "{`effect`:`delay`,`delayMillis`:200}                        | delay 200 ms both",
        "{`effect`:`delay`,`delayMillis`:20,`jitterMillis`:5,`seed`:9}                             "
            + "                           | delay 20 ms +-5 both seed 9",
        "{`effect`:`drop`}                                           | drop 100% both",
        "{`effect`:`drop`,`rate`:0.125,`direction`:`out`}            | drop 12.5% out",
        "{`effect`:`duplicate`,`rate`:0.5,`peers`:[`n3`,`n2`]}       | duplicate 50% both n2 n3",
        "{`effect`:`reorder`,`rate`:0.5,`messages`:[`append`]}       | reorder 50% by 20 ms both"
            + " append",
        "{`effect`:`bandwidth`,`bytesPerSecond`:1000}                | bandwidth 1000 B/s both",
        "{`effect`:`reset`,`rate`:0.01,`direction`:`in`}             | reset 1% in",
        "{`effect`:`slow-force`,`delayMillis`:50}                    | slow-force 50 ms",
        "{`effect`:`fail-force`}                                     | fail-force 100%",
        "{`effect`:`full-disk`}                                      | full-disk",
        "{`effect`:`bit-flip`,`rate`:0.5,`seed`:3}                   | bit-flip 50% seed 3",
        "{`effect`:`torn-tail`,`seed`:3}                             | torn-tail seed 3",
        "{`effect`:`clock-drift`,`speed`:1.5}                        | clock-drift 150%",
        "{`effect`:`clock-jump`,`jumpMillis`:-2000}                  | clock-jump -2000 ms",
      })
  void a_fault_is_read_described_and_written_again(String text, String described)
      throws IOException {
    FaultSpec spec = FaultJson.spec(Json.parse(text.replace('`', '"')));
    assertEquals(described, spec.describe());
    assertEquals(List.of(spec), FaultJson.readRequest(FaultJson.request(List.of(spec))));
  }

  @Test
  void a_renewal_is_read_as_it_was_written_and_names_what_it_renews() throws IOException {
    FaultJson.Renewal renewal = new FaultJson.Renewal(List.of("f1", "f7"), 5_000);

    assertEquals("{\"renew\":[\"f1\",\"f7\"],\"leaseMillis\":5000}", FaultJson.renewal(renewal));
    assertEquals(renewal, FaultJson.readRenewal(FaultJson.renewal(renewal)));
    assertEquals(
        "renew must name one fault at least",
        assertThrows(
                IllegalArgumentException.class,
                () -> FaultJson.readRenewal("{\"renew\":[],\"leaseMillis\":5}"))
            .getMessage());
    assertEquals(
        "a renewal has no field ids",
        assertThrows(
                IllegalArgumentException.class,
                () -> FaultJson.readRenewal("{\"ids\":[],\"leaseMillis\":5}"))
            .getMessage());
  }

  @Test
  void an_answer_is_read_as_it_was_written() throws IOException {
    FaultSpec spec =
        FaultSpec.network(new Drop(0.5), 5_000)
            .with(Direction.IN)
            .between(new TreeSet<>(List.of(new NodeId(2))))
            .only(List.of(MessageType.APPEND, MessageType.VOTE))
            .seeded(42);
    FaultView view = new FaultView("f7", spec, 1_234);

    String json = FaultJson.answer(List.of(view));

    assertEquals(
        "{'faults':[{'id':'f7','effect':'drop','rate':0.5,'direction':'in','peers':['n2'],"
            + "'messages':['append','vote'],'seed':42,'leaseMillis':5000,'remainingMillis':1234}]}",
        json.replace('"', '\''));
    assertEquals(List.of(view), FaultJson.readAnswer(Json.parse(json)));
  }

  @Test
  void an_answer_of_another_kind_is_an_error_of_the_node() throws IOException {
    assertThrows(
        IOException.class,
        () -> FaultJson.readAnswer(Json.parse("{\"faults\":[{\"id\":\"f1\"}]}")));
  }
}
