package io.mq.node.api;

import io.mq.node.http.ListeningPort;
import io.mq.shared.config.NodeLimits;
import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The client API over a fake replica on a free port; n2 is reached at a made-up address. */
final class ApiFixture implements AutoCloseable {

  static final int MAX_BODY_BYTES = 2_000;

  final FakeReplica replica = new FakeReplica();
  final List<String> log = Collections.synchronizedList(new ArrayList<>());
  final ClientApi api;
  final HttpCaller http;

  ApiFixture() throws IOException {
    this(new NodeLimits(MAX_BODY_BYTES, 4, 300));
  }

  ApiFixture(NodeLimits limits) throws IOException {
    api =
        ClientApi.start(
            ListeningPort.bind("127.0.0.1", 0),
            replica,
            limits,
            2 * MAX_BODY_BYTES,
            node ->
                node.equals(new NodeId(2)) ? Optional.of("http://leader:8001") : Optional.empty(),
            log::add);
    http = new HttpCaller(api.port());
  }

  @Override
  public void close() {
    http.close();
    api.close();
  }
}
