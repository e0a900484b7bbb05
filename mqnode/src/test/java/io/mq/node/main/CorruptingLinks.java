package io.mq.node.main;

import io.mq.node.codec.MessageCodec;
import io.mq.node.codec.SnapshotCodec;
import io.mq.node.queue.Body;
import io.mq.node.queue.Command;
import io.mq.node.queue.Command.InSession;
import io.mq.node.queue.Command.Put;
import io.mq.node.queue.CommandCodec;
import io.mq.node.raft.Entry;
import io.mq.node.raft.EntryKind;
import io.mq.node.raft.Message.AppendRequest;
import io.mq.node.runtime.Links;
import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;
import java.util.List;

/** A bug: some entries arrive at one peer with another message in them. */
final class CorruptingLinks implements Links {

  private static final int EVERY = 20;

  private final Links links;

  CorruptingLinks(Links links) {
    this.links = links;
  }

  @Override
  public void send(NodeId to, ByteBuffer message) {
    links.send(to, to.number() == 1 ? changed(message) : message);
  }

  private static ByteBuffer changed(ByteBuffer bytes) {
    if (SnapshotCodec.isSnapshotMessage(bytes)) {
      return bytes;
    }
    try {
      if (MessageCodec.decode(bytes.duplicate()) instanceof AppendRequest request) {
        List<Entry> entries = request.entries().stream().map(CorruptingLinks::changed).toList();
        return MessageCodec.encode(
            new AppendRequest(
                request.term(),
                request.prevIndex(),
                request.prevTerm(),
                entries,
                request.commit(),
                request.round(),
                request.timeMillis()));
      }
      return bytes;
    } catch (MessageCodec.UnreadableException e) {
      return bytes;
    }
  }

  private static Entry changed(Entry entry) {
    if (entry.kind() != EntryKind.COMMAND || entry.index().value() % EVERY != 0) {
      return entry;
    }
    return switch (CommandCodec.decode(entry.payload())) {
      case InSession(long session, long sequence, Put put) ->
          with(entry, new InSession(session, sequence, other(put, entry)));
      case Put put -> with(entry, other(put, entry));
      case Command _ -> entry;
    };
  }

  private static Put other(Put put, Entry entry) {
    return new Put(put.topic(), List.of(Body.of("corrupted-" + entry.index().value())));
  }

  private static Entry with(Entry entry, Command command) {
    return Entry.of(
        entry.index(),
        entry.term(),
        entry.kind(),
        entry.timeMillis(),
        CommandCodec.encode(command));
  }
}
