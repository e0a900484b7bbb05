package io.mq.node.storage;

import io.mq.node.raft.HardState;
import io.mq.node.raft.SnapshotPoint;
import io.mq.shared.id.LogIndex;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Prints what is in a data directory, for people. Changes nothing, needs no lock, and does not care
 * whose directory it is. On the directory of a running node the end may look unfinished.
 */
public final class LogInspector {

  private final PrintWriter out;
  private final boolean everyRecord;
  private String file = "";

  private LogInspector(PrintWriter out, boolean everyRecord) {
    this.out = out;
    this.everyRecord = everyRecord;
  }

  /**
   * Prints a directory.
   *
   * @param everyRecord whether to print each record, or only a line for each file
   * @return whether everything that was ever forced can be read
   * @throws LogRefusedException if it is no data directory, or files are missing
   */
  public static boolean inspect(Disk disk, boolean everyRecord, PrintWriter out)
      throws IOException {
    LogInspector inspector = new LogInspector(out, everyRecord);
    DirectoryReport report = report(disk, inspector.new Printer());
    inspector.print(report);
    out.flush();
    return report.isIntact();
  }

  /**
   * Reads a directory.
   *
   * @throws LogRefusedException if it is no data directory, or files are missing
   */
  public static DirectoryReport report(Disk disk) throws IOException {
    return report(disk, LogReader.NOBODY);
  }

  private static DirectoryReport report(Disk disk, LogReader.Listener listener) throws IOException {
    LogReader.Result read = LogReader.inspect(disk, listener);
    LogContents contents = read.contents();
    List<Damage> damages = new ArrayList<>(contents.damages);
    Optional<SnapshotFile> snapshot = Optional.empty();
    try {
      snapshot = SnapshotStore.newest(disk, read.owner().identity());
      if (snapshot.isPresent()) {
        SnapshotReader.verify(disk, snapshot.get());
      }
    } catch (SnapshotDamagedException e) {
      snapshot = Optional.empty();
      damages.add(e.damage());
      listener.damage(e.damage());
    }
    return new DirectoryReport(
        read.owner().identity(),
        contents.segments.stream().map(LogInspector::segment).toList(),
        contents.hardState,
        contents.hardStateCertain,
        contents.markIfAny(),
        contents.entries(),
        contents.behind.size(),
        snapshot,
        List.copyOf(damages),
        RepairNote.read(disk),
        disk.list().stream().filter(RepairNote::isSetAside).toList());
  }

  private static DirectoryReport.Segment segment(LogContents.Segment segment) {
    return new DirectoryReport.Segment(
        FileNames.segment(segment.number()),
        segment.tail().end(),
        segment.sizeBytes(),
        segment.tail().lastBatch(),
        segment.last());
  }

  private void print(DirectoryReport report) {
    out.println("directory of " + report.identity());
    for (DirectoryReport.Segment segment : report.segments()) {
      out.printf(
          Locale.ROOT,
          "%s: %d of %d bytes used, batches up to %d, %s%n",
          segment.name(),
          segment.usedBytes(),
          segment.sizeBytes(),
          segment.lastBatch(),
          segment.last().equals(LogIndex.ZERO) ? "no entries" : "entries up to " + segment.last());
    }
    out.println(describe(report.hardState()) + (report.hardStateCertain() ? "" : " (or later)"));
    out.println(
        report.mark().map(mark -> "log starts behind " + mark.describe()).orElse("no mark"));
    out.println(
        report.entries().isEmpty()
            ? "no entries"
            : "entries "
                + report.entries().getFirst().describe()
                + " to "
                + report.entries().getLast().describe());
    if (!report.damages().isEmpty()) {
      out.println(
          "behind the damage: " + report.readableBehindDamage() + " entries can still be read");
    }
    report.snapshot().ifPresent(this::print);
    report.underRepair().ifPresent(what -> out.println("under repair: " + what));
    report.setAside().forEach(name -> out.println("set aside: " + name));
  }

  private void print(SnapshotFile snapshot) {
    SnapshotPoint point = snapshot.point();
    out.println(
        snapshot.name()
            + ": "
            + point.describe()
            + ", "
            + snapshot.payloadBytes()
            + " bytes, "
            + point.configuration().describe());
  }

  private static String describe(HardState hardState) {
    return "hard state "
        + hardState.term()
        + hardState.vote().map(node -> " vote " + node).orElse(" no vote");
  }

  private static String describe(LogRecord record) {
    return switch (record) {
      case LogRecord.Logged logged ->
          "entry "
              + logged.entry().describe()
              + " "
              + logged.entry().kind().name().toLowerCase(Locale.ROOT)
              + " "
              + logged.entry().payload().remaining()
              + " bytes";
      case LogRecord.State state -> describe(state.hardState());
      case LogRecord.Mark mark ->
          "mark " + mark.mark().describe() + (mark.keepsSuffix() ? "" : ", drops the log");
      case LogRecord.Batch batch ->
          "batch " + batch.number() + " of " + batch.records() + " records";
      case LogRecord.Seal seal -> "seal of batch " + seal.number();
      case LogRecord.Header header ->
          "header of segment "
              + header.segment()
              + ", behind index "
              + header.last()
              + ", batch "
              + header.previousBatch()
              + ", "
              + describe(header.hardState());
      case LogRecord.Owner owner -> owner.identity().toString();
    };
  }

  /** Prints records as they are read. */
  private final class Printer implements LogReader.Listener {

    @Override
    public void record(String name, int offset, LogRecord record) {
      if (!everyRecord) {
        return;
      }
      if (!name.equals(file)) {
        file = name;
        out.println(name);
      }
      out.printf(Locale.ROOT, "%10d %s%n", offset, describe(record));
    }

    @Override
    public void damage(Damage damage) {
      out.println("DAMAGED " + damage.describe());
    }
  }
}
