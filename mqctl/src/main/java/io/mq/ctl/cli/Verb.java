package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.cluster.Progress;
import io.mq.ctl.cluster.Selectors;
import io.mq.ctl.cluster.Survey;
import io.mq.shared.id.NodeId;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all verbs need: the global options and what they stand for. */
abstract class Verb implements Callable<Integer> {

  @Spec CommandSpec spec;
  private Printer printer;

  /** Does it; anything that goes wrong is thrown. */
  abstract ExitCode run() throws Exception;

  @Override
  public final Integer call() throws Exception {
    // A session runs one object many times, with other options each time.
    printer = null;
    ExitCode code = run();
    out().flush();
    return code.status();
  }

  private Root root() {
    return (Root) spec.root().userObject();
  }

  Context context() {
    return root().context();
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  boolean isVerbose() {
    return root().verbose;
  }

  boolean isQuiet() {
    return root().quiet || context().isQuiet();
  }

  Optional<String> clusterName() {
    return Optional.ofNullable(root().cluster).or(context()::cluster);
  }

  /** Whether the command line itself says which cluster it means. */
  boolean isClusterNamed() {
    return root().cluster != null;
  }

  Printer printer() {
    if (printer == null) {
      printer = root().output.printer(out(), style());
    }
    return printer;
  }

  boolean isTable() {
    return root().output == OutputFormat.TABLE;
  }

  Style style() {
    return new Style(!isPlain() && context().terminals().out());
  }

  private boolean isPlain() {
    return root().noColor
        || context().isPlain()
        || !context().environment().getOrDefault("NO_COLOR", "").isEmpty()
        || "dumb".equals(context().environment().get("TERM"));
  }

  /** Has the commands of a script or a session do as the options of the script or session say. */
  void passOptionsOn() {
    context().setDefaults(clusterName(), isQuiet(), isPlain());
    if (root().noInput) {
      context().setAsker(_ -> Optional.of("yes"));
    }
  }

  /**
   * Asks a person whether something that cannot be undone shall be done. Without a terminal, or
   * with --no-input, there is nobody to ask, and the command line itself is the consent.
   */
  void confirm(String question) {
    if (!root().noInput && !context().confirms(question + " [y/N] ")) {
      throw ClusterException.failed("nothing was done.");
    }
  }

  /** A sentence for the person who watches; scripts that read stdout are not disturbed. */
  void note(String sentence) {
    if (!isQuiet()) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(sentence);
      err.flush();
    }
  }

  /** A sentence that is said even with -q. */
  void warn(String sentence) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("mqctl: " + sentence);
    err.flush();
  }

  Progress progress() {
    if (isQuiet() || !(context().terminals().err() || isVerbose())) {
      return Progress.NONE;
    }
    return new Progress() {
      @Override
      public void node(NodeId node, String what) {
        Verb.this.note(node + " " + what);
      }

      @Override
      public void note(String what) {
        Verb.this.note(what);
      }
    };
  }

  /** Says so, once, if the cluster that was in use is no longer there. */
  void forgetClusterThatIsGone() {
    context()
        .clusters()
        .home()
        .forgetIfGone()
        .ifPresent(
            gone -> warn("cluster " + gone + ", which was in use, is gone; none is in use now."));
  }

  /** The cluster that is meant. */
  Cluster cluster() {
    if (clusterName().isEmpty()) {
      forgetClusterThatIsGone();
    }
    return context().clusters().open(context().clusters().home().choose(clusterName()));
  }

  /** The nodes that selectors mean. */
  List<NodeId> select(Cluster cluster, List<String> words) {
    return selectors(cluster).resolve(words);
  }

  Selectors selectors(Cluster cluster) {
    return new Selectors(cluster.state(), cluster::survey, RandomGenerator.getDefault());
  }

  static String names(List<NodeId> nodes) {
    return nodes.stream().map(NodeId::toString).collect(Collectors.joining(", "));
  }

  /** "1 message", "2 messages". */
  static String count(long number, String noun) {
    return String.format(Locale.ROOT, "%d %s%s", number, noun, number == 1 ? "" : "s");
  }

  /** The survey as rows. */
  static Table nodeTable(Survey survey) {
    return NodeTable.of(survey);
  }
}
