package io.mq.node.main;

import io.mq.node.sim.command.SimulateCommand;
import io.mq.node.storage.Identity;
import io.mq.shared.config.ConfigException;
import io.mq.shared.config.NodeAddress;
import io.mq.shared.config.NodeConfig;
import io.mq.shared.config.NodeConfigReader;
import io.mq.shared.wire.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code mqnode}. */
@Command(
    name = "mqnode",
    mixinStandardHelpOptions = true,
    versionProvider = MqNode.VersionLine.class,
    sortOptions = false,
    description = "Runs one node of a replicated message queue.",
    footer = {
      "",
      "Environment:",
      "  MQ_CLUSTER_SECRET  proves peers to each other; without it they must be on loopback",
      "  MQ_ADMIN_TOKEN     opens /admin on the internal port; without it every call is refused",
      "",
      "Exit codes: 0 stopped as told, 1 failed, 2 wrong usage.",
      "",
      "mqnode simulate --help tells how to test a whole simulated cluster,",
      "mqnode inspect --help how to look into a data directory."
    })
public final class MqNode implements Callable<Integer> {

  static final String SECRET_VARIABLE = "MQ_CLUSTER_SECRET";
  static final String TOKEN_VARIABLE = "MQ_ADMIN_TOKEN";

  /** Longer than a node takes to stop. */
  private static final long STOP_MILLIS = 2 * Node.DRAIN_MILLIS;

  @Parameters(
      index = "0",
      paramLabel = "CONFIG.json",
      description = "The cluster: {\"addresses\":[{\"ip\",\"port\",\"internal_port\"}]}.")
  private Path configFile;

  @Parameters(
      index = "1",
      paramLabel = "INDEX",
      description = "Which address is this node, from 0.")
  private int index;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data directory (default: mqnode-IP-PORT in the working directory).")
  private Path data;

  @Option(
      names = "--existing",
      description = "Refuse to start without data: for a node that has run before.")
  private boolean existing;

  @Option(
      names = "--join",
      description = {
        "Join a cluster that runs already, as one that nobody counts on until",
        "POST /admin/members at its leader has named it. CONFIG.json names the",
        "cluster_id, this node and some that are there. Means nothing once there is data."
      })
  private boolean joins;

  @Option(
      names = "--initial",
      paramLabel = "FILE",
      description = "A term and a log to begin with, for scenes; only if the node has no data.")
  private Path initial;

  private final UnaryOperator<String> environment;
  private final NodeParts parts;

  MqNode(UnaryOperator<String> environment, NodeParts parts) {
    this.environment = environment;
    this.parts = parts;
  }

  /** Runs the program. */
  public static void main(String[] arguments) {
    if (arguments.length > 0 && arguments[0].equals("simulate")) {
      String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
      System.exit(new CommandLine(new SimulateCommand()).execute(rest));
    }
    if (arguments.length > 0 && arguments[0].equals("inspect")) {
      String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
      System.exit(InspectCommand.commandLine().execute(rest));
    }
    System.exit(commandLine(System::getenv).execute(arguments));
  }

  static CommandLine commandLine(UnaryOperator<String> environment) {
    return commandLine(environment, NodeParts.SOUND);
  }

  static CommandLine commandLine(UnaryOperator<String> environment, NodeParts parts) {
    return new CommandLine(new MqNode(environment, parts))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              command.getErr().println("mqnode: " + e.getMessage());
              command.getErr().flush();
              return NodeExitCode.FAILED.number();
            });
  }

  @Override
  public Integer call() throws StartFailedException, InterruptedException {
    Node node = start();
    String why = runUntilFailure(node);
    throw new StartFailedException(why);
  }

  Node start() throws StartFailedException {
    NodeConfig config;
    try {
      config =
          new NodeConfigReader(line -> System.err.println("mqnode: " + line))
              .read(configFile, index);
    } catch (ConfigException e) {
      throw new StartFailedException(e.getMessage(), e);
    }
    NodeLog log = new NodeLog(System.err, Clock.systemUTC(), config.self().toString());
    NodeAddress address = config.selfAddress();
    Path directory = data != null ? data : Path.of("mqnode-" + address.ip() + "-" + address.port());
    layInitialLog(config, directory, log);
    NodeOptions options =
        new NodeOptions(
            config, directory, existing, joins, secret(SECRET_VARIABLE), secret(TOKEN_VARIABLE));
    Node node = Node.start(options, log, parts);
    log.accept("serves " + address.clientUrl() + ", peers at " + address.peerUrl());
    return node;
  }

  private void layInitialLog(NodeConfig config, Path directory, NodeLog log)
      throws StartFailedException {
    if (initial == null || existing) {
      return;
    }
    Identity identity = new Identity(config.clusterId(), config.self());
    InitialLog.write(directory, identity, Node.members(config, joins), initial)
        .ifPresent(
            entries -> log.accept("begins with a log of " + entries + " entries given to it"));
  }

  private Optional<String> secret(String variable) {
    return Optional.ofNullable(environment.apply(variable)).filter(text -> !text.isBlank());
  }

  /** Returns only if the node fails; a signal ends the process from the hook. */
  private static String runUntilFailure(Node node) {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> {
          System.err.println("mqnode: thread " + thread.getName() + " failed");
          e.printStackTrace();
          if (node.isVital(thread)) {
            // Its state is unknown now: going on would be guessing.
            node.failure().complete("thread " + thread.getName() + " failed: " + e);
          }
        });
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node), "stop"));
    return node.failure().join();
  }

  private static void stop(Node node) {
    if (node.failure().isDone()) {
      return; // The process ends because of the failure and keeps that exit code.
    }
    // However long closing takes, told to stop means to be gone in bounded time.
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              sleep(STOP_MILLIS);
              Runtime.getRuntime().halt(NodeExitCode.FAILED.number());
            });
    try {
      node.stop();
    } catch (IOException | InterruptedException e) {
      System.err.println("mqnode: not stopped cleanly: " + e.getMessage());
      Runtime.getRuntime().halt(NodeExitCode.FAILED.number());
    }
    // From a hook the JVM would report the signal; being told to stop is no failure.
    Runtime.getRuntime().halt(NodeExitCode.OK.number());
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Prints {@code mqnode 0.1.0}. */
  static final class VersionLine implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"mqnode " + Version.current()};
    }
  }
}
