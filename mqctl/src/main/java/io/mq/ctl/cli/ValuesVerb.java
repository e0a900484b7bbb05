package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.cluster.ClusterFolder;
import io.mq.ctl.cluster.ClusterState;
import io.mq.ctl.cluster.Selectors;
import io.mq.shared.client.MqSession;
import io.mq.shared.client.Outcome;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code mqctl values KIND}: what completion scripts ask. Quick, and silent if there is nothing to
 * tell, since a person is in the middle of a line.
 */
@Command(
    name = "values",
    hidden = true,
    description = "Prints what may stand on a command line, for completion scripts.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl values topics"})
final class ValuesVerb extends Verb {

  private static final int DEADLINE_MILLIS = 700;

  /** What can be asked for. */
  enum Kind {
    NODES,
    TOPICS,
    CLUSTERS,
    /** Those, and a dash for the one that was in use before. */
    CLUSTERS_TO_USE
  }

  @Parameters(paramLabel = "KIND", description = "nodes, topics, clusters or clusters_to_use.")
  Kind kind;

  @Override
  ExitCode run() {
    List<String> values;
    try {
      values = values();
    } catch (ClusterException e) {
      values = List.of();
    }
    printer().texts("values", values);
    return ExitCode.OK;
  }

  private List<String> values() {
    return switch (kind) {
      case NODES -> {
        ClusterState state = quietly().state();
        List<String> words = new ArrayList<>();
        state.nodes().forEach(node -> words.add(node.id().toString()));
        words.addAll(Selectors.WORDS);
        yield words;
      }
      case TOPICS -> {
        MqSession session = context().session(quietly());
        session.setDeadlineMillis(DEADLINE_MILLIS);
        yield session.topicNames() instanceof Outcome.Done<List<String>>(List<String> names)
            ? names
            : List.of();
      }
      case CLUSTERS -> clusters();
      case CLUSTERS_TO_USE -> {
        List<String> words = new ArrayList<>(clusters());
        words.add("-");
        yield words;
      }
    };
  }

  private List<String> clusters() {
    return context().clusters().home().folders().stream().map(ClusterFolder::name).toList();
  }

  /** The cluster that is meant, without a word about one that is gone: nobody would see it. */
  private Cluster quietly() {
    return context().clusters().open(context().clusters().home().choose(clusterName()));
  }
}
