package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.cluster.NodeRecord;
import io.mq.ctl.cluster.Selectors;
import io.mq.ctl.fault.FaultPlan;
import io.mq.ctl.fault.Link;
import io.mq.ctl.fault.Shape;
import io.mq.shared.config.ConfigException;
import io.mq.shared.fault.MessageType;
import io.mq.shared.fault.NetworkEffect;
import io.mq.shared.id.NodeId;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Option;

/** A fault of the messages that go from some nodes to others. */
abstract class LinkFaultVerb extends FaultAddVerb {

  @Option(
      names = "--from",
      split = ",",
      paramLabel = "NODE",
      description = "Who sends: nodes or selectors; all by default.")
  List<String> from = List.of("all");

  @Option(
      names = "--to",
      split = ",",
      paramLabel = "NODE",
      description = "Who receives: nodes or selectors; all by default.")
  List<String> to = List.of("all");

  @Option(names = "--both", description = "The other way as well.")
  boolean both;

  @Option(
      names = "--shape",
      paramLabel = "SHAPE",
      description =
          "Instead of --from and --to: isolate, halves, majority-ring, bridge, minority-third or"
              + " random.")
  String shape;

  @Option(
      names = "--types",
      split = ",",
      paramLabel = "TYPE",
      description =
          "Only these messages: append, append-reply, vote, vote-reply, pre-vote, pre-vote-reply,"
              + " timeout-now, repaired, snapshot, snapshot-reply.")
  List<String> types = List.of();

  /** What is done to the messages. */
  abstract NetworkEffect effect() throws ConfigException;

  @Override
  final ExitCode run() throws ConfigException {
    NetworkEffect effect = usage(this::effect);
    FaultPlan.Terms terms = terms();
    Cluster cluster = cluster();
    SortedSet<Link> links = links(cluster);
    if (links.isEmpty()) {
      throw ClusterException.usage("a node has no link to itself; name two nodes or more.");
    }
    String what = links.size() > 3 ? count(links.size(), "link") : names(links);
    return apply(
        cluster.state(),
        FaultPlan.ofLinks(effect, links, terms),
        "Laid " + effect.describe() + " on " + what);
  }

  private SortedSet<Link> links(Cluster cluster) {
    if (shape != null) {
      List<NodeId> all = cluster.state().nodes().stream().map(NodeRecord::id).toList();
      RandomGenerator random =
          seed == null ? RandomGenerator.getDefault() : new SplittableRandom(seed);
      return Shape.chosen(Shape.of(shape), all, random);
    }
    Selectors selectors = selectors(cluster);
    return Link.between(selectors.resolve(from), selectors.resolve(to), both);
  }

  private FaultPlan.Terms terms() throws ConfigException {
    EnumSet<MessageType> messages = EnumSet.noneOf(MessageType.class);
    for (String type : types) {
      messages.add(usage(() -> MessageType.of(type)));
    }
    return new FaultPlan.Terms(messages, seed(), leaseMillis());
  }

  private static String names(SortedSet<Link> links) {
    return String.join(", ", links.stream().map(Link::toString).toList());
  }
}
