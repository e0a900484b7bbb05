package io.mq.node.storage;

import io.mq.node.raft.HardState;
import io.mq.node.raft.SnapshotPoint;
import io.mq.shared.id.LogIndex;
import java.io.IOException;
import java.io.PrintWriter;
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
    LogReader.Result read = LogReader.inspect(disk, inspector.new Printer());
    inspector.summary(read);
    boolean snapshotIntact = inspector.snapshot(disk, read.owner().identity());
    out.flush();
    return read.contents().damages.isEmpty() && snapshotIntact;
  }

  private void summary(LogReader.Result read) {
    LogContents contents = read.contents();
    out.println("directory of " + read.owner().identity());
    for (LogContents.Segment segment : contents.segments) {
      out.printf(
          Locale.ROOT,
          "%s: %d of %d bytes used, batches up to %d, %s%n",
          FileNames.segment(segment.number()),
          segment.tail().end(),
          segment.sizeBytes(),
          segment.tail().lastBatch(),
          segment.last().equals(LogIndex.ZERO) ? "no entries" : "entries up to " + segment.last());
    }
    boolean certain = contents.hardStateCertain;
    out.println(describe(contents.hardState) + (certain ? "" : " (or later)"));
    out.println(
        contents.markIfAny().map(mark -> "log starts behind " + mark.describe()).orElse("no mark"));
    out.println(
        contents.entries().isEmpty()
            ? "no entries"
            : "entries "
                + contents.entries().getFirst().describe()
                + " to "
                + contents.entries().getLast().describe());
    if (!contents.damages.isEmpty()) {
      out.println(
          "behind the damage: " + contents.behind.size() + " entries that can still be read");
    }
  }

  private boolean snapshot(Disk disk, Identity identity) throws IOException {
    try {
      Optional<SnapshotFile> newest = SnapshotStore.newest(disk, identity);
      if (newest.isPresent()) {
        SnapshotPoint point = newest.get().point();
        SnapshotReader.verify(disk, newest.get());
        out.println(
            newest.get().name()
                + ": "
                + point.describe()
                + ", "
                + newest.get().payloadBytes()
                + " bytes, "
                + point.configuration().describe());
      }
      return true;
    } catch (SnapshotDamagedException e) {
      out.println("DAMAGED " + e.damage().describe());
      return false;
    }
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
