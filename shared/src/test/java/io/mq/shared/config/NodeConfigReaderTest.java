package io.mq.shared.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.shared.id.NodeId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NodeConfigReaderTest {

  private static final String THREE =
      """
      {"addresses":[
        {"ip":"http://127.0.0.1/","port":8000,"internal_port":9000},
        {"ip":"127.0.0.1","port":8001,"internal_port":null},
        {"ip":"localhost","port":8002}]}
      """;

  private final List<String> warnings = new ArrayList<>();
  private final NodeConfigReader reader = new NodeConfigReader(warnings::add);

  @Test
  void given_rrmq_form_then_every_address_is_complete() throws Exception {
    NodeConfig config = reader.parse(THREE, 1);

    assertEquals(
        List.of(
            new NodeAddress(new NodeId(1), "127.0.0.1", 8000, 9000),
            new NodeAddress(new NodeId(2), "127.0.0.1", 8001, 18001),
            new NodeAddress(new NodeId(3), "localhost", 8002, 18002)),
        config.addresses());
    assertEquals(new NodeId(2), config.self());
    assertEquals("http://127.0.0.1:8001", config.selfAddress().clientUrl());
    assertEquals("http://127.0.0.1:18001", config.selfAddress().peerUrl());
    assertEquals(NodeTiming.DEFAULT, config.timing());
    assertEquals(NodeLimits.DEFAULT, config.limits());
    assertEquals(NodeSnapshots.DEFAULT, config.snapshots());
    assertEquals(List.of(), warnings);
  }

  @Test
  void given_additions_then_they_are_used() throws Exception {
    NodeConfig config =
        reader.parse(
            """
            {"addresses":[{"ip":"127.0.0.1","port":1,"internal_port":2}],
             "cluster_id":"blue",
             "timing":{"tickMillis":5,"heartbeatMillis":20,
                       "electionMinMillis":100,"electionMaxMillis":200},
             "limits":{"maxBodyBytes":10,"maxInFlightRequests":3,"requestTimeoutMillis":77},
             "snapshots":{"everyBytes":65536,"everyEntries":100}}
            """,
            0);

    assertEquals("blue", config.clusterId());
    assertEquals(new NodeTiming(5, 20, 100, 200), config.timing());
    assertEquals(new NodeLimits(10, 3, 77), config.limits());
    assertEquals(new NodeSnapshots(65_536, 100), config.snapshots());
  }

  @Test
  void given_no_cluster_id_then_it_follows_from_the_addresses() throws Exception {
    String id = reader.parse(THREE, 0).clusterId();

    assertEquals(id, reader.parse(THREE, 2).clusterId());
    assertNotEquals(id, reader.parse(THREE.replace("8002", "8003"), 2).clusterId());
  }

  @Test
  void given_unknown_fields_then_they_are_ignored_and_named() throws Exception {
    reader.parse(
        """
        {"addresses":[{"ip":"h","port":1,"zone":"a"}],"colour":"red","limits":{"maxFun":1}}
        """,
        0);

    assertEquals(
        List.of(
            "config field addresses[0].zone is not known and was ignored",
            "config field limits.maxFun is not known and was ignored",
            "config field colour is not known and was ignored"),
        warnings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                                    | must be a JSON object with the field addresses;"
            + " got an empty list",
        "{}                                    | field addresses is missing",
        "{\"addresses\":[]}                    | addresses must be a list of at least one object;"
            + " got an empty list",
        "{\"addresses\":\"x\"}                 | addresses must be a list of at least one object;"
            + " got \"x\"",
        "{\"addresses\":[7]}                   | addresses[0] must be an object; got 7",
        "{\"addresses\":[{\"port\":1}]}        | field addresses[0].ip is missing",
        "{\"addresses\":[{\"ip\":\"h\"}]}      | field addresses[0].port is missing",
        "{\"addresses\":[{\"ip\":5,\"port\":1}]} | addresses[0].ip must be a text; got 5",
        "{\"addresses\":[{\"ip\":\"\",\"port\":1}]} | addresses[0].ip must be a host name or"
            + " address, with or without http://; got \"\"",
        "{\"addresses\":[{\"ip\":\"h\",\"port\":0}]} | addresses[0].port must be a whole number"
            + " from 1 to 65535; got 0",
        "{\"addresses\":[{\"ip\":\"h\",\"port\":\"80\"}]} | addresses[0].port must be a whole"
            + " number from 1 to 65535; got \"80\"",
        "{\"addresses\":[{\"ip\":\"h\",\"port\":60000}]} | addresses[0].internal_port is missing,"
            + " and port + 10000 is 70000, above 65535; give internal_port or a lower port",
        "{\"addresses\":[{\"ip\":\"h\",\"port\":1},{\"ip\":\"h\",\"port\":1,\"internal_port\":5}]}"
            + " | addresses[1].port: h:1 is used twice in the cluster",
        "{\"addresses\":[{\"ip\":\"h\",\"port\":1}],\"timing\":{\"tickMillis\":2.5}} |"
            + " timing.tickMillis must be a whole number from 1 to 1000; got 2.5",
        "{\"addresses\":[{\"ip\":\"h\",\"port\":1}],\"timing\":{\"electionMinMillis\":100}} |"
            + " timing.electionMinMillis must be a whole number from 110 to 600000; got 100",
        "{\"addresses\":[{\"ip\":\"h\",\"port\":1}],\"timing\":{\"heartbeatMillis\":200}} |"
            + " timing.electionMinMillis is missing, and its default 300 does not fit the other"
            + " settings: 410 to 600000 was expected",
        "{\"addresses\":[{\"ip\":\"h\",\"port\":1}],\"cluster_id\":\" \"} | cluster_id must not be"
            + " empty",
      })
  void given_a_wrong_field_then_one_sentence_names_it(String text, String expected) {
    ConfigException e = assertThrows(ConfigException.class, () -> reader.parse(text, 0));

    assertEquals(expected, e.getMessage());
  }

  @Test
  void given_broken_json_then_the_line_is_named() {
    ConfigException e =
        assertThrows(ConfigException.class, () -> reader.parse("{\n\"addresses\":[\n,]}", 0));

    assertTrue(e.getMessage().startsWith("is not JSON: "), e.getMessage());
    assertTrue(e.getMessage().contains(" at line 3 "), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"-1", "3"})
  void given_an_index_out_of_range_then_the_range_is_named(int index) {
    ConfigException e = assertThrows(ConfigException.class, () -> reader.parse(THREE, index));

    assertEquals(
        "INDEX counts the 3 addresses from 0, so 0 to 2 was expected; got " + index,
        e.getMessage());
  }

  @Test
  void given_no_file_then_the_sentence_names_it(@TempDir Path folder) {
    Path missing = folder.resolve("none.json");

    ConfigException e = assertThrows(ConfigException.class, () -> reader.read(missing, 0));

    assertEquals("config " + missing + " does not exist", e.getMessage());
  }
}
