package io.mq.node.queue;

import io.mq.node.queue.Command.Acknowledge;
import io.mq.node.queue.Command.CloseSession;
import io.mq.node.queue.Command.CreateTopic;
import io.mq.node.queue.Command.DeleteTopic;
import io.mq.node.queue.Command.Get;
import io.mq.node.queue.Command.InSession;
import io.mq.node.queue.Command.Lease;
import io.mq.node.queue.Command.OpenSession;
import io.mq.node.queue.Command.Put;
import io.mq.node.queue.Command.Return;
import io.mq.node.queue.Command.TopicCommand;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands as bytes, the payload of log entries: a tag byte, then the fields, big-endian. Tags are
 * part of the file format: a new command gets a new one. Stateless.
 */
public final class CommandCodec {

  private static final byte CREATE_TOPIC = 1;
  private static final byte DELETE_TOPIC = 2;
  private static final byte PUT = 3;
  private static final byte GET = 4;
  private static final byte LEASE = 5;
  private static final byte ACKNOWLEDGE = 6;
  private static final byte RETURN = 7;
  private static final byte OPEN_SESSION = 8;
  private static final byte CLOSE_SESSION = 9;
  private static final byte IN_SESSION = 10;

  private CommandCodec() {}

  /** The bytes of a command, ready to be read. */
  public static ByteBuffer encode(Command command) {
    return switch (command) {
      case OpenSession(long idleMillis) ->
          ByteBuffer.allocate(9).put(OPEN_SESSION).putLong(idleMillis).flip();
      case CloseSession(long session) ->
          ByteBuffer.allocate(9).put(CLOSE_SESSION).putLong(session).flip();
      case InSession(long session, long sequence, TopicCommand inner) -> {
        ByteBuffer out = ByteBuffer.allocate(17 + size(inner));
        out.put(IN_SESSION).putLong(session).putLong(sequence);
        yield write(inner, out).flip();
      }
      case TopicCommand inner -> write(inner, ByteBuffer.allocate(size(inner))).flip();
    };
  }

  /**
   * Reads {@link #encode}'s bytes back.
   *
   * @throws IllegalArgumentException if they are something else; the message says what
   */
  public static Command decode(ByteBuffer bytes) {
    ByteBuffer in = bytes.slice();
    try {
      Command command =
          switch (in.get(0)) {
            case OPEN_SESSION -> new OpenSession(in.position(1).getLong());
            case CLOSE_SESSION -> new CloseSession(in.position(1).getLong());
            case IN_SESSION -> new InSession(in.position(1).getLong(), in.getLong(), read(in));
            default -> read(in);
          };
      if (in.hasRemaining()) {
        throw new IllegalArgumentException(in.remaining() + " bytes too many behind a command");
      }
      return command;
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("a command ends too early", e);
    }
  }

  private static int size(TopicCommand command) {
    int name = 1 + 2 + utf8(command.topic()).length;
    return name
        + switch (command) {
          case CreateTopic ignored -> 0;
          case DeleteTopic ignored -> 0;
          case Put(String ignored, List<Body> messages) -> {
            int bytes = 4;
            for (Body body : messages) {
              bytes += 4 + body.size();
            }
            yield bytes;
          }
          case Get ignored -> 4;
          case Lease ignored -> 12;
          case Acknowledge(String ignored, List<Receipt> receipts) -> 4 + 12 * receipts.size();
          case Return(String ignored, List<Receipt> receipts) -> 4 + 12 * receipts.size();
        };
  }

  private static ByteBuffer write(TopicCommand command, ByteBuffer out) {
    out.put(tag(command));
    byte[] name = utf8(command.topic());
    out.putShort((short) name.length).put(name);
    switch (command) {
      case CreateTopic ignored -> {}
      case DeleteTopic ignored -> {}
      case Put(String ignored, List<Body> messages) -> {
        out.putInt(messages.size());
        for (Body body : messages) {
          out.putInt(body.size()).put(body.bytes());
        }
      }
      case Get(String ignored, int max) -> out.putInt(max);
      case Lease(String ignored, int max, long leaseMillis) -> out.putInt(max).putLong(leaseMillis);
      case Acknowledge(String ignored, List<Receipt> receipts) -> writeReceipts(receipts, out);
      case Return(String ignored, List<Receipt> receipts) -> writeReceipts(receipts, out);
    }
    return out;
  }

  private static byte tag(TopicCommand command) {
    return switch (command) {
      case CreateTopic ignored -> CREATE_TOPIC;
      case DeleteTopic ignored -> DELETE_TOPIC;
      case Put ignored -> PUT;
      case Get ignored -> GET;
      case Lease ignored -> LEASE;
      case Acknowledge ignored -> ACKNOWLEDGE;
      case Return ignored -> RETURN;
    };
  }

  private static TopicCommand read(ByteBuffer in) {
    byte tag = in.get();
    byte[] name = take(in, in.getShort() & 0xFFFF);
    String topic = new String(name, StandardCharsets.UTF_8);
    return switch (tag) {
      case CREATE_TOPIC -> new CreateTopic(topic);
      case DELETE_TOPIC -> new DeleteTopic(topic);
      case PUT -> {
        List<Body> messages = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
          messages.add(Body.of(take(in, in.getInt())));
        }
        yield new Put(topic, messages);
      }
      case GET -> new Get(topic, in.getInt());
      case LEASE -> new Lease(topic, in.getInt(), in.getLong());
      case ACKNOWLEDGE -> new Acknowledge(topic, readReceipts(in));
      case RETURN -> new Return(topic, readReceipts(in));
      default -> throw new IllegalArgumentException("unknown command tag " + tag);
    };
  }

  private static void writeReceipts(List<Receipt> receipts, ByteBuffer out) {
    out.putInt(receipts.size());
    for (Receipt receipt : receipts) {
      out.putLong(receipt.messageId()).putInt(receipt.attempt());
    }
  }

  private static List<Receipt> readReceipts(ByteBuffer in) {
    List<Receipt> receipts = new ArrayList<>();
    for (int left = in.getInt(); left > 0; left--) {
      receipts.add(new Receipt(in.getLong(), in.getInt()));
    }
    return receipts;
  }

  private static byte[] take(ByteBuffer in, int length) {
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("a field of " + length + " bytes in a shorter command");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
