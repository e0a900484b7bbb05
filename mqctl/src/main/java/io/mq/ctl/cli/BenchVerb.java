package io.mq.ctl.cli;

import io.mq.ctl.bench.BenchOperation;
import io.mq.ctl.bench.BenchPlan;
import io.mq.ctl.bench.BenchProgress;
import io.mq.ctl.bench.BenchResult;
import io.mq.ctl.bench.BenchRun;
import io.mq.ctl.bench.SessionCaller;
import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.cluster.ClusterState;
import io.mq.shared.client.ClientSettings;
import io.mq.shared.client.MqClient;
import io.mq.shared.client.MqSession;
import io.mq.shared.client.Outcome;
import io.mq.shared.config.ConfigException;
import io.mq.shared.config.Durations;
import io.mq.shared.wire.ErrorCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A measurement of one operation. */
abstract class BenchVerb extends Verb {

  private static final int PREPARING_MILLIS = 60_000;
  private static final int MOST_CLIENTS = 10_000;

  @Option(
      names = {"-c", "--clients"},
      paramLabel = "N",
      defaultValue = "1",
      description = "How many requests are in flight; 1 by default.")
  int clients;

  @Option(
      names = {"-d", "--duration"},
      paramLabel = "TIME",
      defaultValue = "10s",
      description = "How long to measure; 10s by default.")
  String duration;

  @Option(
      names = "--warmup",
      paramLabel = "TIME",
      defaultValue = "2s",
      description = "How long to go on before that; 2s by default, 0s for none.")
  String warmup;

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      defaultValue = "100",
      description = "Of each message; 100 by default.")
  int size;

  @Option(
      names = "--batch",
      paramLabel = "K",
      defaultValue = "1",
      description = "Messages in one request; 1 by default.")
  int batch;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      defaultValue = "bench",
      description = "The topic, created if needed; bench by default.")
  String topic;

  @Option(
      names = "--url",
      paramLabel = "URL",
      split = ",",
      description = "Client URLs of nodes to use instead of a cluster started here.")
  List<String> urls;

  /** What to measure. */
  abstract BenchOperation operation();

  /** Brings the topic into the state that the measurement needs. */
  abstract void prepare(MqClient client);

  @Override
  final ExitCode run() throws ConfigException, InterruptedException {
    BenchPlan plan = plan();
    Optional<ClusterState> state = urls != null ? Optional.empty() : Optional.of(cluster().state());
    List<String> nodes = state.map(Context::promisingFirst).orElse(urls);
    ClientSettings settings =
        state
            .map(ClusterState::clientSettings)
            .orElse(ClientSettings.DEFAULT)
            .withMaxIdleConnections(plan.clients());
    BenchResult result;
    try (MqClient client = new MqClient(nodes, settings)) {
      prepare(client);
      result = new BenchRun(plan, this::show).run(_ -> new SessionCaller(plan, client.session()));
    }
    printer().record(record(result));
    if (result.ranEmpty()) {
      note("The topic ran empty before the time was over; --prefill puts more messages in.");
    }
    if (!result.lastTrouble().isEmpty()) {
      note("Not all requests were done; the last such: " + result.lastTrouble() + ".");
    }
    return result.operations() == 0 ? ExitCode.FAILED : ExitCode.OK;
  }

  private BenchPlan plan() throws ConfigException {
    if (clients > MOST_CLIENTS) {
      throw ClusterException.usage(
          "-c takes 1 to " + MOST_CLIENTS + " clients; got " + clients + ".");
    }
    try {
      return new BenchPlan(
          operation(),
          topic,
          clients,
          Duration.ofMillis(Durations.parseMillis(warmup)),
          Duration.ofMillis(Durations.parseMillis(duration)),
          size,
          batch);
    } catch (IllegalArgumentException e) {
      throw ClusterException.usage(e.getMessage() + ".");
    }
  }

  /** A session for what comes before the measurement, which may wait for a slow cluster. */
  static MqSession patientSession(MqClient client) {
    MqSession session = client.session();
    session.setDeadlineMillis(PREPARING_MILLIS);
    return session;
  }

  final void createTopic(MqClient client) {
    Outcome<Boolean> created = patientSession(client).createTopic(topic);
    boolean exists =
        created instanceof Outcome.Refused<Boolean>(ErrorCode code, String _)
            && code == ErrorCode.TOPIC_EXISTS;
    if (!exists) {
      OutcomeException.require(created);
    }
  }

  private void show(BenchProgress progress) {
    note(
        String.format(
            Locale.ROOT,
            "%5.1f s  %8.0f messages/s  p50 %7d us  p99 %7d us%s%s",
            progress.elapsedSeconds(),
            progress.messagesPerSecond(),
            progress.p50Micros(),
            progress.p99Micros(),
            progress.refused() + progress.unknown() == 0
                ? ""
                : "  refused " + progress.refused() + ", unknown " + progress.unknown(),
            progress.warmingUp() ? "  (warm-up)" : ""));
  }

  private static Map<String, Object> record(BenchResult result) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("operation", result.operation());
    record.put("topic", result.topic());
    record.put("clients", result.clients());
    record.put("batch", result.batch());
    record.put("message_bytes", result.sizeBytes());
    record.put("seconds", result.seconds());
    record.put("requests", result.operations());
    record.put("messages", result.messages());
    record.put("requests_per_s", result.operationsPerSecond());
    record.put("messages_per_s", result.messagesPerSecond());
    record.put("min_us", result.latencyMicros().min());
    record.put("mean_us", result.latencyMicros().mean());
    record.put("p50_us", result.latencyMicros().p50());
    record.put("p90_us", result.latencyMicros().p90());
    record.put("p99_us", result.latencyMicros().p99());
    record.put("p999_us", result.latencyMicros().p999());
    record.put("max_us", result.latencyMicros().max());
    record.put("refused", result.refused());
    record.put("unknown", result.unknown());
    record.put("ran_empty", result.ranEmpty());
    return record;
  }
}
