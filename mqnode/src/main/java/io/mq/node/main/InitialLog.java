package io.mq.node.main;

import io.mq.node.queue.Body;
import io.mq.node.queue.Command;
import io.mq.node.queue.CommandCodec;
import io.mq.node.raft.Configuration;
import io.mq.node.raft.Entry;
import io.mq.node.raft.EntryKind;
import io.mq.node.raft.HardState;
import io.mq.node.raft.Output;
import io.mq.node.storage.FileDisk;
import io.mq.node.storage.Identity;
import io.mq.node.storage.LogSettings;
import io.mq.node.storage.Recovered;
import io.mq.node.storage.SegmentedLog;
import io.mq.shared.config.InitialState;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.Term;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives a node that has never run a log, as if it had run and crashed: the scene of a lesson, such
 * as the Raft paper's figure 7. The files are those that the node itself would have written.
 */
final class InitialLog {

  private InitialLog() {}

  /**
   * Writes the log that a file describes, unless the node has data of its own.
   *
   * @param members as the start file has them
   * @return how many entries were written; empty if the node had data
   * @throws StartFailedException if the file or the directory cannot be used
   */
  static Optional<Integer> write(
      Path directory, Identity identity, Configuration members, Path file)
      throws StartFailedException {
    InitialState state;
    try {
      state = InitialState.parse(Files.readString(file));
    } catch (IOException e) {
      throw new StartFailedException("initial state " + file + ": " + e.getMessage(), e);
    }
    try (FileDisk disk = FileDisk.open(directory)) {
      if (SegmentedLog.isCreated(disk)) {
        return Optional.empty();
      }
      DataDirectory.make(disk, identity, members);
      if (!(SegmentedLog.open(disk, identity, LogSettings.DEFAULT)
          instanceof Recovered.Intact intact)) {
        throw new IOException("a log just made cannot be read");
      }
      try (SegmentedLog log = intact.log()) {
        HardState hardState = new HardState(new Term(state.term()), Optional.empty());
        log.write(List.of(new Output.Write(1, Optional.of(hardState), entries(state))));
        log.force();
      }
      return Optional.of(state.log().size());
    } catch (IOException e) {
      throw new StartFailedException("data directory " + directory + ": " + e.getMessage(), e);
    }
  }

  private static List<Entry> entries(InitialState state) {
    List<Entry> entries = new ArrayList<>();
    for (InitialState.Entry each : state.log()) {
      LogIndex index = new LogIndex(entries.size() + 1);
      Optional<Command> command = command(each);
      entries.add(
          Entry.of(
              index,
              new Term(each.term()),
              command.isPresent() ? EntryKind.COMMAND : EntryKind.NO_OP,
              0,
              command.map(CommandCodec::encode).orElseGet(() -> ByteBuffer.allocate(0))));
    }
    return entries;
  }

  private static Optional<Command> command(InitialState.Entry entry) {
    return entry
        .topic()
        .map(
            topic ->
                entry
                    .message()
                    .<Command>map(message -> new Command.Put(topic, List.of(Body.of(message))))
                    .orElseGet(() -> new Command.CreateTopic(topic)));
  }
}
