package io.mq.ctl.cluster;

import io.mq.ctl.cluster.Processes.Signal;
import io.mq.ctl.proxy.ProxyPlan;
import io.mq.shared.config.PeerPort;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The process that stands between the nodes of another make: {@code mqctl proxies FILE}. The caller
 * holds the cluster's lock.
 */
final class ProxyProcess {

  private static final long POLL_MILLIS = 20;
  private static final long STOP_MILLIS = 5_000;
  private static final int LINES_OF_LOG = 4;

  /** It keeps little: at most 8 MiB for each link that is used to the full. */
  private static final String JAVA_OPTIONS = "-Xms16m -Xmx192m -XX:+ExitOnOutOfMemoryError";

  private final Cluster cluster;

  ProxyProcess(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Starts it unless it runs or the cluster needs none, and waits until it answers. */
  void ensure(Progress progress, long timeoutMillis) {
    ClusterState state = cluster.state();
    if (state.program().isEmpty() || isAlive(state)) {
      return;
    }
    ClusterFolder folder = cluster.folder();
    folder.writeProxyPlan(plan(state).write());
    NodeLog log = new NodeLog(folder.proxyLogFile());
    long offset = log.size();
    ProcessIdentity process =
        Detached.start(
            "the proxies' process",
            List.of(
                NodeProgram.installed("mqctl").toString(),
                "proxies",
                folder.proxyPlanFile().toString()),
            Map.of("MQ_JAVA_OPTS", JAVA_OPTIONS),
            folder.path(),
            folder.proxyLogFile());
    folder.save(state.withProxies(Optional.of(process)));
    progress.note("Starting the proxies between the nodes, pid " + process.pid() + ".");
    int port = state.program().get().controlPort();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    while (!FreePorts.isListening("127.0.0.1", port)) {
      boolean ended = !Processes.isAlive(process);
      if (ended || System.nanoTime() - end >= 0) {
        throw ClusterException.failed(
            "the proxies between the nodes "
                + (ended ? "ended right after their start." : "did not start in time.")
                + " They said:\n  "
                + String.join("\n  ", log.tail(offset, LINES_OF_LOG)));
      }
      Waiting.pause(POLL_MILLIS);
    }
  }

  private static boolean isAlive(ClusterState state) {
    return state.program().flatMap(ProgramState::process).filter(Processes::isAlive).isPresent();
  }

  private static ProxyPlan plan(ClusterState state) {
    ProgramState program = state.program().orElseThrow();
    return new ProxyPlan(
        state.adminToken(),
        program.controlPort(),
        state.nodes().stream()
            .map(node -> new ProxyPlan.Node(node.id(), node.clientUrl()))
            .toList(),
        program.proxies().stream().map(proxy -> link(state, proxy)).toList());
  }

  private static ProxyPlan.Link link(ClusterState state, ProgramState.Proxy proxy) {
    NodeRecord to = state.node(proxy.to());
    int target = proxy.reaches() == PeerPort.PORT ? to.port() : to.internalPort();
    return new ProxyPlan.Link(proxy.from(), proxy.to(), proxy.port(), to.ip(), target);
  }

  /** Ends it. */
  void stop() {
    ClusterState state = cluster.state();
    Optional<ProcessIdentity> process = state.program().flatMap(ProgramState::process);
    if (process.isEmpty()) {
      return;
    }
    if (Processes.signal(process.get(), Signal.TERM)
        && !Processes.awaitEnd(process.get(), STOP_MILLIS)) {
      Processes.signal(process.get(), Signal.KILL);
    }
    cluster.folder().save(state.withProxies(Optional.empty()));
  }
}
