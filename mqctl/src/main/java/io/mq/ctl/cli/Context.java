package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.ClusterState;
import io.mq.ctl.cluster.Clusters;
import io.mq.ctl.cluster.NodeRecord;
import io.mq.ctl.cluster.Processes;
import io.mq.ctl.shell.Tty;
import io.mq.shared.client.MqClient;
import io.mq.shared.client.MqSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What all commands of one run of the tool share: its environment, its streams, and the connection
 * to the cluster, so that a script's second command need not connect again. Confined to one thread.
 */
public final class Context implements AutoCloseable {

  private final Map<String, String> environment;
  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Terminals terminals;
  private final Clusters clusters;
  private volatile Optional<String> cluster = Optional.empty();
  private volatile boolean environmentCounts = true;
  private boolean quiet;
  private boolean plain;
  private Tty tty;
  private Function<String, Optional<String>> asker;
  private Connection connection;

  private record Connection(List<String> urls, MqClient client, MqSession session) {}

  /** A run in that environment with those streams. */
  public Context(
      Map<String, String> environment,
      InputStream in,
      PrintWriter out,
      PrintWriter err,
      Terminals terminals) {
    this.environment = environment;
    this.in = in;
    this.out = out;
    this.err = err;
    this.terminals = terminals;
    this.clusters = new Clusters(environment);
  }

  Map<String, String> environment() {
    return environment;
  }

  InputStream in() {
    return in;
  }

  PrintWriter out() {
    return out;
  }

  PrintWriter err() {
    return err;
  }

  Terminals terminals() {
    return terminals;
  }

  Clusters clusters() {
    return clusters;
  }

  /** The cluster that commands mean which name none themselves, if it was named. For any thread. */
  Optional<String> cluster() {
    return cluster.or(
        () ->
            Optional.ofNullable(environment.get("MQ_CLUSTER"))
                .filter(name -> environmentCounts && !name.isEmpty()));
  }

  /** A session or script goes over to the cluster in use, whichever it was started with. */
  void meanTheOneInUse() {
    if (cluster.isPresent()) {
      cluster = Optional.empty();
      environmentCounts = false;
    }
  }

  /** What a script's or a session's own options say holds for the commands in it as well. */
  void setDefaults(Optional<String> clusterName, boolean isQuiet, boolean isPlain) {
    cluster = clusterName;
    quiet = isQuiet;
    plain = isPlain;
  }

  /**
   * Who answers questions from now on; null is the person at the terminal, if there is one.
   *
   * @return who did until now
   */
  Function<String, Optional<String>> setAsker(Function<String, Optional<String>> answers) {
    Function<String, Optional<String>> before = asker;
    asker = answers;
    return before;
  }

  /** Whether a question is answered with yes, or there is nobody to ask. */
  boolean confirms(String question) {
    if (asker == null && !(terminals.in() && terminals.err())) {
      return true;
    }
    Optional<String> answer = asker == null ? askAtTerminal(question) : asker.apply(question);
    return answer
        .filter(said -> said.strip().toLowerCase(Locale.ROOT).matches("y(es)?"))
        .isPresent();
  }

  private Optional<String> askAtTerminal(String question) {
    err.print(question);
    err.flush();
    try {
      return Optional.ofNullable(
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The terminal that a session has taken over, for the commands in it. */
  void setTty(Tty taken) {
    tty = taken;
  }

  /**
   * The terminal, to be closed by the caller; a session goes on with it nevertheless.
   *
   * @throws IOException if there is none
   */
  Tty tty() throws IOException {
    return tty == null ? Tty.open() : tty.lent();
  }

  /** Whether no colours are wanted. */
  boolean isPlain() {
    return plain;
  }

  /** The same for a command that runs at the same time as others. */
  Context another() {
    Context another = new Context(environment, in, out, err, terminals);
    another.setDefaults(cluster, quiet, plain);
    another.environmentCounts = environmentCounts;
    another.setAsker(asker);
    return another;
  }

  boolean isQuiet() {
    return quiet;
  }

  /** The session that this run's puts and gets go through. */
  MqSession session(Cluster of) {
    ClusterState state = of.state();
    List<String> urls = state.clientUrls();
    if (connection == null || !connection.urls().equals(urls)) {
      close();
      MqClient client = new MqClient(promisingFirst(state), state.clientSettings());
      connection = new Connection(urls, client, client.session());
    }
    return connection.session();
  }

  /** A node that is down or paused is asked last. */
  static List<String> promisingFirst(ClusterState state) {
    List<NodeRecord> nodes = new ArrayList<>(state.nodes());
    nodes.sort(Comparator.comparing(Context::isHopeless));
    return nodes.stream().map(NodeRecord::clientUrl).toList();
  }

  private static boolean isHopeless(NodeRecord node) {
    return node.process()
        .map(process -> !Processes.isAlive(process) || Processes.isPaused(process))
        .orElse(true);
  }

  @Override
  public void close() {
    if (connection != null) {
      connection.client().close();
      connection = null;
    }
  }
}
