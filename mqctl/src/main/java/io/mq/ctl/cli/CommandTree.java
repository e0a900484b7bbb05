package io.mq.ctl.cli;

import io.mq.ctl.script.CommandRunner;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * All commands by their names. For a run only the branch is built that the first word names, since
 * building all of them takes longer than most commands do; help and mistakes get the whole tree.
 */
public final class CommandTree implements CommandRunner {

  private static final String WHOLE = "";

  private final Context context;
  private final Map<String, Supplier<CommandLine>> verbs = new LinkedHashMap<>();
  private final Map<String, CommandLine> built = new HashMap<>();

  /** The commands, on that context. */
  public CommandTree(Context context) {
    this.context = context;
    verbs.put("cluster", CommandTree::cluster);
    leaf("status", StatusCommand::new);
    leaf("wait", WaitCommand::new);
    leaf("logs", LogsCommand::new);
    leaf("watch", WatchCommand::new);
    leaf("events", EventsCommand::new);
    leaf("explain", ExplainCommand::new);
    leaf("doctor", DoctorCommand::new);
    leaf("start", StartCommand::new);
    leaf("stop", StopCommand::new);
    leaf("kill", KillCommand::new);
    leaf("pause", PauseCommand::new);
    leaf("resume", ResumeCommand::new);
    leaf("restart", RestartCommand::new);
    leaf("power-loss", PowerLossCommand::new);
    leaf("crash-loop", CrashLoopCommand::new);
    leaf("wipe", WipeCommand::new);
    leaf("elect", ElectCommand::new);
    leaf("kill-leader", KillLeaderCommand::new);
    leaf("pause-leader", PauseLeaderCommand::new);
    leaf("isolate", IsolateCommand::new);
    leaf("isolate-leader", IsolateLeaderCommand::new);
    leaf("transfer-leader", TransferLeaderCommand::new);
    leaf("partition", PartitionCommand::new);
    leaf("heal", HealCommand::new);
    verbs.put("fault", CommandTree::fault);
    verbs.put("node", CommandTree::node);
    verbs.put("when", () -> new CommandLine(new WhenCommand()).setStopAtPositional(true));
    leaf("select", SelectCommand::new);
    verbs.put("topic", CommandTree::topic);
    leaf("put", PutCommand::new);
    leaf("get", GetCommand::new);
    leaf("peek", PeekCommand::new);
    leaf("run", RunCommand::new);
    leaf("repl", ReplCommand::new);
    verbs.put("chaos", CommandTree::chaos);
    verbs.put("bench", CommandTree::bench);
    leaf("completion", CompletionCommand::new);
    leaf("man", ManCommand::new);
    leaf("values", ValuesVerb::new);
    leaf("proxies", ProxiesCommand::new);
    leaf("version", VersionCommand::new);
    leaf("help", HelpVerb::new);
  }

  private void leaf(String name, Supplier<Object> verb) {
    verbs.put(name, () -> new CommandLine(verb.get()));
  }

  private static CommandLine cluster() {
    return new CommandLine(new ClusterCommand())
        .addSubcommand("up", new ClusterUpCommand())
        .addSubcommand("down", new ClusterDownCommand())
        .addSubcommand("list", new ClusterListCommand())
        .addSubcommand("use", new ClusterUseCommand())
        .addSubcommand("export", new ClusterExportCommand())
        .addSubcommand("restart", new ClusterRestartCommand())
        .addSubcommand("add", new ClusterAddCommand())
        .addSubcommand("remove", new ClusterRemoveCommand())
        .addSubcommand("scale", new ClusterScaleCommand())
        .addSubcommand("adopt", new ClusterAdoptCommand())
        .addSubcommand("status", new StatusCommand());
  }

  private static CommandLine topic() {
    return new CommandLine(new TopicCommand())
        .addSubcommand("create", new TopicCreateCommand())
        .addSubcommand("list", new TopicListCommand())
        .addSubcommand("show", new TopicShowCommand())
        .addSubcommand("delete", new TopicDeleteCommand());
  }

  private static CommandLine fault() {
    return new CommandLine(new FaultCommand())
        .addSubcommand("add", faultAdd())
        .addSubcommand("list", new FaultListCommand())
        .addSubcommand("clear", new FaultClearCommand());
  }

  private static CommandLine faultAdd() {
    return new CommandLine(new FaultAddCommand())
        .addSubcommand("block", new FaultAddBlockCommand())
        .addSubcommand("delay", new FaultAddDelayCommand())
        .addSubcommand("drop", new FaultAddDropCommand())
        .addSubcommand("duplicate", new FaultAddDuplicateCommand())
        .addSubcommand("reorder", new FaultAddReorderCommand())
        .addSubcommand("bandwidth", new FaultAddBandwidthCommand())
        .addSubcommand("reset", new FaultAddResetCommand())
        .addSubcommand("slow-force", new FaultAddSlowForceCommand())
        .addSubcommand("fail-force", new FaultAddFailForceCommand())
        .addSubcommand("full-disk", new FaultAddFullDiskCommand())
        .addSubcommand("bit-flip", new FaultAddBitFlipCommand())
        .addSubcommand("torn-tail", new FaultAddTornTailCommand())
        .addSubcommand("clock-drift", new FaultAddClockDriftCommand())
        .addSubcommand("clock-jump", new FaultAddClockJumpCommand());
  }

  private static CommandLine node() {
    return new CommandLine(new NodeCommand()).addSubcommand("rejoin", new NodeRejoinCommand());
  }

  private static CommandLine chaos() {
    return new CommandLine(new ChaosCommand())
        .addSubcommand("run", new ChaosRunCommand())
        .addSubcommand("check", new ChaosCheckCommand())
        .addSubcommand("report", new ChaosReportCommand())
        .addSubcommand("shrink", new ChaosShrinkCommand())
        .addSubcommand("export", new ChaosExportCommand());
  }

  private static CommandLine bench() {
    return new CommandLine(new BenchCommand())
        .addSubcommand("put", new BenchPutCommand())
        .addSubcommand("get", new BenchGetCommand());
  }

  /** All commands with their options, for help and completion; not to be run. */
  CommandSpec model() {
    return build(WHOLE).getCommandSpec();
  }

  /** The names of all verbs, in the order of the help. */
  List<String> verbs() {
    return List.copyOf(verbs.keySet());
  }

  /** Runs one command line on the context's own streams. */
  public int run(List<String> words) {
    return run(words, context.out(), context.err());
  }

  @Override
  public int run(List<String> words, PrintWriter out, PrintWriter err) {
    List<String> line = new ArrayList<>(words);
    if (line.isEmpty()) {
      line.add(context.terminals().in() && context.terminals().out() ? "repl" : "--help");
    }
    CommandLine commands = built.computeIfAbsent(branch(line), this::build);
    commands.setOut(out);
    commands.setErr(err);
    try {
      return commands.execute(line.toArray(String[]::new));
    } finally {
      out.flush();
      err.flush();
    }
  }

  @Override
  public Optional<CommandRunner> another() {
    return Optional.of(
        (words, out, err) -> {
          try (Context beside = context.another()) {
            return new CommandTree(beside).run(words, out, err);
          }
        });
  }

  private String branch(List<String> words) {
    String first = words.getFirst();
    return verbs.containsKey(first) && !first.equals("help") ? first : WHOLE;
  }

  private CommandLine build(String branch) {
    CommandLine root = new CommandLine(new Root(context));
    verbs.forEach(
        (name, verb) -> {
          if (branch.equals(WHOLE) || branch.equals(name)) {
            root.addSubcommand(name, verb.get());
          }
        });
    ExceptionMapper mapper = new ExceptionMapper(false);
    root.setExecutionExceptionHandler(mapper);
    root.setParameterExceptionHandler(mapper);
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setUsageHelpAutoWidth(false);
    return root;
  }
}
