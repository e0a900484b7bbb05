package io.mq.ctl.cli;

import io.mq.ctl.bench.Bench;
import io.mq.ctl.bench.BenchResult;
import io.mq.ctl.bench.Load;
import io.mq.ctl.cluster.ClusterException;
import io.mq.shared.client.ClientSettings;
import io.mq.shared.client.MqClient;
import io.mq.shared.client.Outcome;
import io.mq.shared.config.Durations;
import io.mq.shared.wire.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** A measurement of one operation. */
abstract class BenchVerb extends Verb {

  private static final int MOST_CLIENTS = 10_000;
  private static final int MOST_AT_ONCE = 256;

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
      description = "How long; 10s by default.")
  String duration;

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

  /** What to do, with messages of which size. */
  abstract Load load(long durationMillis);

  @Override
  final ExitCode run() throws Exception {
    Load load = load(Durations.parseMillis(duration));
    check(load);
    List<String> nodes = urls != null ? urls : Context.promisingFirst(cluster().state());
    prepare(nodes);
    Bench bench =
        new Bench(
            load,
            (second, messages, p50, p99) ->
                note(
                    String.format(
                        Locale.ROOT,
                        "%3d s  %8d messages  p50 %8.0f us  p99 %8.0f us",
                        second,
                        messages,
                        p50,
                        p99)));
    BenchResult result = bench.run(nodes);
    printer().record(record(result));
    if (result.drained()) {
      note("The topic ran empty before the time was over.");
    }
    return result.requests() == 0 ? ExitCode.FAILED : ExitCode.OK;
  }

  private static void check(Load load) {
    if (load.clients() < 1 || load.clients() > MOST_CLIENTS) {
      throw ClusterException.usage(
          "-c takes 1 to " + MOST_CLIENTS + " clients; got " + load.clients() + ".");
    }
    if (load.batch() < 1 || load.batch() > MOST_AT_ONCE) {
      throw ClusterException.usage(
          "--batch takes 1 to " + MOST_AT_ONCE + " messages; got " + load.batch() + ".");
    }
    if (load.messageBytes() < 0) {
      throw ClusterException.usage("--size takes 0 or more; got " + load.messageBytes() + ".");
    }
  }

  private void prepare(List<String> nodes) {
    try (MqClient client = new MqClient(nodes, ClientSettings.DEFAULT)) {
      Outcome<Boolean> created = client.session().createTopic(topic);
      boolean exists =
          created instanceof Outcome.Refused<Boolean>(ErrorCode code, String detail)
              && code == ErrorCode.TOPIC_EXISTS;
      if (!exists) {
        OutcomeException.require(created);
      }
    }
  }

  private static Map<String, Object> record(BenchResult result) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("operation", result.load().operation().name().toLowerCase(Locale.ROOT));
    record.put("clients", result.load().clients());
    record.put("batch", result.load().batch());
    record.put("message_bytes", result.load().messageBytes());
    record.put("seconds", round(result.seconds()));
    record.put("requests", result.requests());
    record.put("messages", result.messages());
    record.put("messages_per_s", round(result.messagesPerSecond()));
    record.put("p50_us", round(result.micros(50)));
    record.put("p90_us", round(result.micros(90)));
    record.put("p99_us", round(result.micros(99)));
    record.put("p999_us", round(result.micros(99.9)));
    record.put("max_us", round(result.maxMicros()));
    record.put("refused", result.refused());
    record.put("unknown", result.unknown());
    return record;
  }

  private static double round(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
