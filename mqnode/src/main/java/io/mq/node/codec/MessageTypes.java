package io.mq.node.codec;

import io.mq.node.raft.Frame;
import io.mq.shared.fault.MessageType;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Tells the kind of an encoded message by its first bytes alone. Stateless. */
public final class MessageTypes {

  private MessageTypes() {}

  /** The kind that the bytes claim to be; empty for one that this version does not know. */
  public static Optional<MessageType> of(ByteBuffer bytes) {
    if (bytes.remaining() <= Frame.HEADER_BYTES) {
      return Optional.empty();
    }
    return switch (Frame.typeAt(bytes, bytes.position())) {
      case MessageCodec.PRE_VOTE_REQUEST -> Optional.of(MessageType.PRE_VOTE);
      case MessageCodec.PRE_VOTE_REPLY -> Optional.of(MessageType.PRE_VOTE_REPLY);
      case MessageCodec.VOTE_REQUEST -> Optional.of(MessageType.VOTE);
      case MessageCodec.VOTE_REPLY -> Optional.of(MessageType.VOTE_REPLY);
      case MessageCodec.APPEND_REQUEST -> Optional.of(MessageType.APPEND);
      case MessageCodec.APPEND_ACCEPTED, MessageCodec.APPEND_REJECTED, MessageCodec.REPAIRING ->
          Optional.of(MessageType.APPEND_REPLY);
      case MessageCodec.TIMEOUT_NOW -> Optional.of(MessageType.TIMEOUT_NOW);
      case MessageCodec.REPAIRED -> Optional.of(MessageType.REPAIRED);
      case SnapshotCodec.PIECE -> Optional.of(MessageType.SNAPSHOT);
      case SnapshotCodec.WANTED -> Optional.of(MessageType.SNAPSHOT_REPLY);
      default -> Optional.empty();
    };
  }
}
