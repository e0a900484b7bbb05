package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.ClusterException;
import io.mq.shared.client.ClientSettings;
import io.mq.shared.client.MqClient;
import io.mq.shared.client.MqSession;
import io.mq.shared.config.Durations;
import io.mq.shared.id.NodeId;
import java.util.List;
import picocli.CommandLine.Option;

/** A verb that a client of the cluster could do as well. */
abstract class ClientVerb extends Verb {

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "10s",
      description = "How long to try; 10s by default.")
  String timeout;

  @Option(
      names = "--node",
      paramLabel = "NODE",
      description = "Asks this node only, and follows it nowhere.")
  String node;

  /** Does it in that session. */
  abstract ExitCode run(MqSession session) throws Exception;

  @Override
  final ExitCode run() throws Exception {
    int deadlineMillis = (int) Durations.parseMillis(timeout);
    if (node == null) {
      MqSession session = context().session(cluster());
      session.setDeadlineMillis(deadlineMillis);
      return run(session);
    }
    // One node alone: there is nobody else to turn to before the deadline.
    ClientSettings settings =
        ClientSettings.DEFAULT
            .withoutRedirects()
            .withTryTimeoutMillis(deadlineMillis)
            .withDeadlineMillis(deadlineMillis);
    try (MqClient client = new MqClient(List.of(pinnedUrl()), settings)) {
      return run(client.session());
    }
  }

  private String pinnedUrl() {
    Cluster cluster = cluster();
    List<NodeId> selected = select(cluster, List.of(node));
    if (selected.size() != 1) {
      throw ClusterException.usage(
          "--node takes one node; " + node + " is " + names(selected) + ".");
    }
    return cluster.state().node(selected.getFirst()).clientUrl();
  }
}
