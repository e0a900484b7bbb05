package io.mq.node.main;

import io.mq.node.sim.command.SimulateCommand;
import io.mq.node.storage.Identity;
import io.mq.shared.client.SecurityProviders;
import io.mq.shared.config.ConfigException;
import io.mq.shared.config.NodeAddress;
import io.mq.shared.config.NodeConfig;
import io.mq.shared.config.NodeConfigReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The command {@code mqnode}. */
public final class MqNode implements Callable<Integer> {

  static final String SECRET_VARIABLE = "MQ_CLUSTER_SECRET";
  static final String TOKEN_VARIABLE = "MQ_ADMIN_TOKEN";

  /** Longer than a node takes to stop. */
  private static final long STOP_MILLIS = 2 * Node.DRAIN_MILLIS;

  private final CommandSpec spec;
  private final UnaryOperator<String> environment;
  private final NodeParts parts;

  MqNode(UnaryOperator<String> environment, NodeParts parts) {
    this.environment = environment;
    this.parts = parts;
    this.spec = NodeUsage.of(this);
  }

  /** Runs the program. */
  public static void main(String[] arguments) {
    SecurityProviders.keepThoseUsed();
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
    return new CommandLine(new MqNode(environment, parts).spec)
        // picocli's own goes by reflection, for which the JVM would build classes at each start.
        .registerConverter(Path.class, Path::of)
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
    ParseResult given = spec.commandLine().getParseResult();
    Path configFile = given.matchedPositionalValue(0, null);
    int index = given.matchedPositionalValue(1, 0);
    Path data = given.matchedOptionValue(NodeUsage.DATA, null);
    Path initial = given.matchedOptionValue(NodeUsage.INITIAL, null);
    boolean existing = given.hasMatchedOption(NodeUsage.EXISTING);
    boolean joins = given.hasMatchedOption(NodeUsage.JOIN);
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
    if (initial != null && !existing) {
      layInitialLog(config, directory, joins, initial, log);
    }
    NodeOptions options =
        new NodeOptions(
            config, directory, existing, joins, secret(SECRET_VARIABLE), secret(TOKEN_VARIABLE));
    Node node = Node.start(options, log, parts);
    log.accept("serves " + address.clientUrl() + ", peers at " + address.peerUrl());
    return node;
  }

  private static void layInitialLog(
      NodeConfig config, Path directory, boolean joins, Path initial, NodeLog log)
      throws StartFailedException {
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
}
