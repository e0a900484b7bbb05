package io.mq.node.queue;

import io.mq.node.queue.Result.Delivered;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link StateWriter} wrote. */
final class StateReader<E extends Exception> {

  private final ByteInput<E> in;

  StateReader(ByteSource<E> source) {
    this.in = new ByteInput<>(source);
  }

  QueueState read() throws E, DamagedStateException {
    try {
      int version = in.getInt();
      if (version != StateWriter.VERSION) {
        throw new DamagedStateException(
            "expected a state of version " + StateWriter.VERSION + "; got " + version);
      }
      QueueState state = new QueueState();
      state.restoreTime(in.getLong());
      long hash = in.getLong();
      readContent(state);
      if (state.stateHash() != hash) {
        throw new DamagedStateException("the content does not have the hash written with it");
      }
      return state;
    } catch (IllegalArgumentException e) {
      throw new DamagedStateException(e.getMessage());
    }
  }

  private void readContent(QueueState state) throws E, DamagedStateException {
    long createdBefore = -1;
    for (int left = in.getCount(); left > 0; left--) {
      String name = in.getText();
      long created = in.getLong();
      if (created <= createdBefore) {
        throw new DamagedStateException("topic " + name + " is out of order");
      }
      createdBefore = created;
      state.restore(name, topic(name, created));
    }
    long idBefore = -1;
    for (int left = in.getCount(); left > 0; left--) {
      Sessions.Picture session = session();
      if (session.id() <= idBefore) {
        throw new DamagedStateException("session " + session.id() + " is out of order");
      }
      idBefore = session.id();
      state.restore(session);
    }
    if (!in.isAtEnd()) {
      throw new DamagedStateException("something follows the end of the state");
    }
  }

  private TopicQueue topic(String name, long created) throws E, DamagedStateException {
    long headId = in.getLong();
    if (headId < 1) {
      throw new DamagedStateException("a message id of " + headId);
    }
    TopicQueue topic = new TopicQueue(name, created, headId);
    for (long left = in.getLong(); left > 0; left--) {
      topic.append(body());
    }
    for (int left = in.getCount(); left > 0; left--) {
      long id = in.getLong();
      int attempts = in.getInt();
      topic.restore(id, new TopicQueue.Tried(body(), attempts));
    }
    for (int left = in.getCount(); left > 0; left--) {
      long id = in.getLong();
      int attempt = in.getInt();
      long untilMillis = in.getLong();
      topic.restore(id, new TopicQueue.Leased(body(), attempt, untilMillis));
    }
    return topic;
  }

  private Sessions.Picture session() throws E, DamagedStateException {
    long id = in.getLong();
    long idleMillis = in.getLong();
    long expiresMillis = in.getLong();
    long highest = in.getLong();
    List<Sessions.Remembered> answers = new ArrayList<>();
    for (int left = in.getCount(); left > 0; left--) {
      long sequence = in.getLong();
      answers.add(new Sessions.Remembered(sequence, answer()));
    }
    return new Sessions.Picture(id, idleMillis, expiresMillis, highest, answers);
  }

  private Result answer() throws E, DamagedStateException {
    int tag = in.getByte();
    return switch (tag) {
      case StateWriter.TOPIC_CHANGED -> new Result.TopicChanged();
      case StateWriter.APPENDED -> new Result.Appended(in.getLong(), in.getInt());
      case StateWriter.MESSAGES -> {
        List<Delivered> messages = new ArrayList<>();
        for (int left = in.getCount(); left > 0; left--) {
          messages.add(new Delivered(receipt(), body()));
        }
        yield new Result.Messages(messages);
      }
      case StateWriter.RECEIPTS_CHECKED -> new Result.ReceiptsChecked(receipts(), receipts());
      case StateWriter.REFUSED -> new Result.Refused(Result.Refusal.valueOf(in.getText()));
      default -> throw new DamagedStateException("an answer of the unknown kind " + tag);
    };
  }

  private List<Receipt> receipts() throws E, DamagedStateException {
    List<Receipt> receipts = new ArrayList<>();
    for (int left = in.getCount(); left > 0; left--) {
      receipts.add(receipt());
    }
    return receipts;
  }

  private Receipt receipt() throws E, DamagedStateException {
    return new Receipt(in.getLong(), in.getInt());
  }

  private Body body() throws E, DamagedStateException {
    return Body.of(in.getBytes());
  }
}
