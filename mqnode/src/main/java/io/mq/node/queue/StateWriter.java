package io.mq.node.queue;

import io.mq.node.queue.Result.Delivered;
import java.util.List;

/**
 * Writes a state. The form is: a version, the log time, the state's hash, the topics in order, the
 * sessions in order of their ids. {@link StateReader} mirrors this class method by method.
 */
final class StateWriter<E extends Exception> {

  static final int VERSION = 1;

  static final int TOPIC_CHANGED = 1;
  static final int APPENDED = 2;
  static final int MESSAGES = 3;
  static final int RECEIPTS_CHECKED = 4;
  static final int REFUSED = 5;

  private final ByteOutput<E> out;

  StateWriter(ByteSink<E> sink) {
    this.out = new ByteOutput<>(sink);
  }

  void write(FrozenState state) throws E {
    out.putInt(VERSION);
    out.putLong(state.timeMillis());
    out.putLong(state.stateHash());
    out.putInt(state.topics().size());
    for (TopicQueue.Picture topic : state.topics()) {
      topic(topic);
    }
    out.putInt(state.sessions().size());
    for (Sessions.Picture session : state.sessions()) {
      session(session);
    }
    out.end();
  }

  private void topic(TopicQueue.Picture topic) throws E {
    out.putText(topic.name());
    out.putLong(topic.createdIndex());
    out.putLong(topic.fresh().headId());
    out.putLong(topic.fresh().size());
    topic.fresh().forEach(body -> out.putBytes(body.bytes()));
    out.putInt(topic.returned().size());
    topic
        .returned()
        .forEach(
            (id, tried) -> {
              out.putLong(id);
              out.putInt(tried.attempts());
              out.putBytes(tried.body().bytes());
            });
    out.putInt(topic.leased().size());
    topic
        .leased()
        .forEach(
            (id, leased) -> {
              out.putLong(id);
              out.putInt(leased.attempt());
              out.putLong(leased.untilMillis());
              out.putBytes(leased.body().bytes());
            });
  }

  private void session(Sessions.Picture session) throws E {
    out.putLong(session.id());
    out.putLong(session.idleMillis());
    out.putLong(session.expiresMillis());
    out.putLong(session.highest());
    out.putInt(session.answers().size());
    for (Sessions.Remembered remembered : session.answers()) {
      out.putLong(remembered.sequence());
      answer(remembered.answer());
    }
  }

  private void answer(Result answer) throws E {
    switch (answer) {
      case Result.TopicChanged ignored -> out.putByte(TOPIC_CHANGED);
      case Result.Appended(long first, int count) -> {
        out.putByte(APPENDED);
        out.putLong(first);
        out.putInt(count);
      }
      case Result.Messages(List<Delivered> messages) -> {
        out.putByte(MESSAGES);
        out.putInt(messages.size());
        for (Delivered message : messages) {
          receipt(message.receipt());
          out.putBytes(message.body().bytes());
        }
      }
      case Result.ReceiptsChecked(List<Receipt> honoured, List<Receipt> stale) -> {
        out.putByte(RECEIPTS_CHECKED);
        receipts(honoured);
        receipts(stale);
      }
      case Result.Refused(Result.Refusal reason) -> {
        out.putByte(REFUSED);
        out.putText(reason.name());
      }
      case Result.SessionOpened ignored -> throw neverRemembered(answer);
      case Result.SessionClosed ignored -> throw neverRemembered(answer);
      case Result.Topics ignored -> throw neverRemembered(answer);
      case Result.TopicInfo ignored -> throw neverRemembered(answer);
    }
  }

  private void receipts(List<Receipt> receipts) throws E {
    out.putInt(receipts.size());
    for (Receipt receipt : receipts) {
      receipt(receipt);
    }
  }

  private void receipt(Receipt receipt) throws E {
    out.putLong(receipt.messageId());
    out.putInt(receipt.attempt());
  }

  /** Only commands that act on topics are carried out inside a session. */
  private static IllegalStateException neverRemembered(Result answer) {
    return new IllegalStateException("no session remembers " + answer);
  }
}
