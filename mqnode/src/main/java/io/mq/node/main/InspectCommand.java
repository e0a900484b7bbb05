package io.mq.node.main;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mq.node.http.Json;
import io.mq.node.raft.SnapshotPoint;
import io.mq.node.storage.Damage;
import io.mq.node.storage.DirectoryReport;
import io.mq.node.storage.FileDisk;
import io.mq.node.storage.LogInspector;
import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code mqnode inspect}. */
@Command(
    name = "mqnode inspect",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints what is in a data directory, and what of it is damaged. Changes nothing.",
      "While its node runs, the end of the log may look unfinished."
    },
    footer = {"", "Exit codes: 0 intact, 1 failed, 2 wrong usage, 4 damaged."})
final class InspectCommand implements Callable<Integer> {

  private enum Format {
    TABLE,
    JSON
  }

  /** Takes the names in small letters. */
  private static final class FormatConverter implements ITypeConverter<Format> {
    @Override
    public Format convert(String text) {
      for (Format format : Format.values()) {
        if (format.name().toLowerCase(Locale.ROOT).equals(text)) {
          return format;
        }
      }
      throw new TypeConversionException("expected table or json; got " + text);
    }
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The data directory of a node.")
  private Path directory;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      converter = FormatConverter.class,
      description = "table or json (default: table).")
  private Format format = Format.TABLE;

  @Option(names = "--records", description = "Print every record of the log, too (table only).")
  private boolean records;

  static CommandLine commandLine() {
    return new CommandLine(new InspectCommand())
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              command.getErr().println("mqnode inspect: " + e.getMessage());
              command.getErr().flush();
              return NodeExitCode.FAILED.number();
            });
  }

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new IOException("expected the data directory of a node; there is no " + directory);
    }
    PrintWriter out = spec.commandLine().getOut();
    try (FileDisk disk = FileDisk.openReadOnly(directory)) {
      boolean intact =
          switch (format) {
            case TABLE -> LogInspector.inspect(disk, records, out);
            case JSON -> printJson(LogInspector.report(disk), out);
          };
      return (intact ? NodeExitCode.OK : NodeExitCode.DAMAGED).number();
    }
  }

  private static boolean printJson(DirectoryReport report, PrintWriter out) {
    byte[] json = Json.write(generator -> write(generator, report));
    out.println(new String(json, StandardCharsets.UTF_8));
    out.flush();
    return report.isIntact();
  }

  private static void write(JsonGenerator json, DirectoryReport report) throws IOException {
    json.writeStartObject();
    json.writeStringField("cluster", report.identity().clusterId());
    json.writeStringField("node", report.identity().nodeId().toString());
    json.writeBooleanField("intact", report.isIntact());
    json.writeArrayFieldStart("segments");
    for (DirectoryReport.Segment segment : report.segments()) {
      json.writeStartObject();
      json.writeStringField("file", segment.name());
      json.writeNumberField("usedBytes", segment.usedBytes());
      json.writeNumberField("sizeBytes", segment.sizeBytes());
      json.writeNumberField("lastBatch", segment.lastBatch());
      json.writeNumberField("lastIndex", segment.last().value());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("hardState");
    json.writeNumberField("term", report.hardState().term().value());
    json.writeStringField("vote", report.hardState().vote().map(NodeId::toString).orElse(null));
    json.writeBooleanField("certain", report.hardStateCertain());
    json.writeEndObject();
    writeLog(json, report);
    writeSnapshot(json, report);
    writeDamage(json, report);
    json.writeEndObject();
  }

  private static void writeLog(JsonGenerator json, DirectoryReport report) throws IOException {
    long start = report.mark().map(mark -> mark.index().value()).orElse(0L);
    json.writeNumberField("firstIndex", start + 1);
    json.writeNumberField("lastIndex", start + report.entries().size());
    json.writeNumberField("readableBehindDamage", report.readableBehindDamage());
  }

  private static void writeSnapshot(JsonGenerator json, DirectoryReport report) throws IOException {
    if (report.snapshot().isEmpty()) {
      json.writeNullField("snapshot");
      return;
    }
    SnapshotPoint point = report.snapshot().get().point();
    json.writeObjectFieldStart("snapshot");
    json.writeStringField("file", report.snapshot().get().name());
    json.writeNumberField("index", point.index().value());
    json.writeNumberField("term", point.term().value());
    json.writeNumberField("bytes", report.snapshot().get().payloadBytes());
    json.writeStringField("members", point.configuration().describe());
    json.writeEndObject();
  }

  private static void writeDamage(JsonGenerator json, DirectoryReport report) throws IOException {
    json.writeArrayFieldStart("damages");
    for (Damage damage : report.damages()) {
      json.writeStartObject();
      json.writeStringField("file", damage.file());
      json.writeNumberField("offset", damage.offset());
      json.writeStringField("what", damage.what());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("underRepair", report.underRepair().orElse(null));
    json.writeArrayFieldStart("setAside");
    for (String name : report.setAside()) {
      json.writeString(name);
    }
    json.writeEndArray();
  }
}
