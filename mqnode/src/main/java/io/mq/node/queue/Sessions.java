package io.mq.node.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Client sessions and their latest answers, which is what makes a repeated command act once (Raft
 * thesis §6.3).
 *
 * <p>A session remembers the answers to its last {@value #REMEMBERED} sequence numbers. A number at
 * or below the highest seen minus {@value #REMEMBERED} is refused, since it can no longer be told
 * whether it was carried out. A client keeps the promise by having at most that many requests out.
 *
 * <p>A session without a command for its idle time expires. Beyond {@value #MAX_SESSIONS} sessions,
 * or {@value #MAX_REMEMBERED_BYTES} bytes of messages in remembered answers, those nearest to
 * expiry go, the one in use excepted. Either is answered SESSION_UNKNOWN from then on, never
 * silently taken for a new one.
 */
final class Sessions {

  static final int REMEMBERED = 16;
  static final int MAX_SESSIONS = 10_000;
  static final long MAX_REMEMBERED_BYTES = 64 << 20;
  static final long MAX_IDLE_MILLIS = 24L * 3600 * 1000;

  /** Roughly what a session with its remembered answers takes of the heap, without messages. */
  private static final int SESSION_BYTES = 200 + REMEMBERED * 100;

  /** A remembered answer. */
  record Remembered(long sequence, Result answer) {}

  /**
   * A session at one moment.
   *
   * @param answers not changed any more
   */
  record Picture(
      long id, long idleMillis, long expiresMillis, long highest, List<Remembered> answers) {}

  /** One session. */
  static final class Session {
    private final long id;
    private final long idleMillis;
    private long expiresMillis;
    private long highest;

    /** Never changed, only replaced, so that a picture can share it; unordered. */
    private List<Remembered> answers = List.of();

    private Session(long id, long idleMillis) {
      this.id = id;
      this.idleMillis = idleMillis;
    }

    /** The remembered answer to a sequence number. */
    Optional<Result> answer(long sequence) {
      for (Remembered remembered : answers) {
        if (remembered.sequence() == sequence) {
          return Optional.of(remembered.answer());
        }
      }
      return Optional.empty();
    }

    boolean isTooOld(long sequence) {
      return sequence <= highest - REMEMBERED;
    }
  }

  private record Expiry(long millis, long id) implements Comparable<Expiry> {
    @Override
    public int compareTo(Expiry other) {
      int byTime = Long.compare(millis, other.millis);
      return byTime != 0 ? byTime : Long.compare(id, other.id);
    }
  }

  private final TreeMap<Long, Session> byId = new TreeMap<>();
  private final TreeSet<Expiry> expiries = new TreeSet<>();
  private long rememberedBytes;
  private long hash;

  long hash() {
    return hash;
  }

  long recomputeHash() {
    long sum = 0;
    for (Session session : byId.values()) {
      sum += sessionHash(session);
      for (Remembered remembered : session.answers) {
        sum += answerHash(session, remembered);
      }
    }
    return sum;
  }

  int size() {
    return byId.size();
  }

  /** Roughly what all sessions take of the heap. */
  long memoryBytes() {
    return rememberedBytes + byId.size() * (long) SESSION_BYTES;
  }

  void open(long id, long idleMillis, long timeMillis) {
    if (byId.size() >= MAX_SESSIONS) {
      close(expiries.first().id());
    }
    Session session = new Session(id, Math.clamp(idleMillis, 1, MAX_IDLE_MILLIS));
    session.expiresMillis = timeMillis + session.idleMillis;
    add(session);
  }

  void close(long id) {
    Session session = byId.remove(id);
    if (session != null) {
      expiries.remove(new Expiry(session.expiresMillis, id));
      session.answers.forEach(remembered -> forget(session, remembered));
      hash -= sessionHash(session);
    }
  }

  /** The session, if it is alive at that log time. */
  Optional<Session> find(long id, long timeMillis) {
    Session session = byId.get(id);
    return session == null || session.expiresMillis <= timeMillis
        ? Optional.empty()
        : Optional.of(session);
  }

  /** Prolongs a session that is in use. */
  void touch(Session session, long timeMillis) {
    hash -= sessionHash(session);
    expiries.remove(new Expiry(session.expiresMillis, session.id));
    session.expiresMillis = timeMillis + session.idleMillis;
    expiries.add(new Expiry(session.expiresMillis, session.id));
    hash += sessionHash(session);
  }

  void remember(Session session, long sequence, Result answer) {
    hash -= sessionHash(session);
    session.highest = Math.max(session.highest, sequence);
    hash += sessionHash(session);
    List<Remembered> kept = new ArrayList<>(REMEMBERED);
    for (Remembered remembered : session.answers) {
      if (session.isTooOld(remembered.sequence())) {
        forget(session, remembered);
      } else {
        kept.add(remembered);
      }
    }
    session.answers = kept;
    kept.add(count(session, new Remembered(sequence, answer)));
    makeRoomBeside(session);
  }

  void expire(long timeMillis) {
    while (!expiries.isEmpty() && expiries.first().millis() <= timeMillis) {
      close(expiries.first().id());
    }
  }

  /** An immutable picture of all sessions, in the order of their ids. */
  List<Picture> picture() {
    List<Picture> pictures = new ArrayList<>(byId.size());
    for (Session s : byId.values()) {
      pictures.add(new Picture(s.id, s.idleMillis, s.expiresMillis, s.highest, s.answers));
    }
    return pictures;
  }

  /** Adds a session from a snapshot. */
  void restore(Picture picture) {
    Session session = new Session(picture.id(), picture.idleMillis());
    session.expiresMillis = picture.expiresMillis();
    session.highest = picture.highest();
    session.answers = picture.answers();
    session.answers.forEach(remembered -> count(session, remembered));
    add(session);
  }

  private void add(Session session) {
    byId.put(session.id, session);
    expiries.add(new Expiry(session.expiresMillis, session.id));
    hash += sessionHash(session);
  }

  private void makeRoomBeside(Session inUse) {
    while (rememberedBytes > MAX_REMEMBERED_BYTES && byId.size() > 1) {
      long first = expiries.first().id();
      close(first == inUse.id ? expiries.higher(expiries.first()).id() : first);
    }
  }

  private Remembered count(Session session, Remembered remembered) {
    hash += answerHash(session, remembered);
    rememberedBytes += bytes(remembered.answer());
    return remembered;
  }

  private void forget(Session session, Remembered remembered) {
    hash -= answerHash(session, remembered);
    rememberedBytes -= bytes(remembered.answer());
  }

  private static long bytes(Result answer) {
    long bytes = 0;
    if (answer instanceof Result.Messages(List<Result.Delivered> messages)) {
      for (Result.Delivered message : messages) {
        bytes += message.body().size();
      }
    }
    return bytes;
  }

  private static long sessionHash(Session session) {
    return Hashes.of(session.id, session.idleMillis, session.expiresMillis, session.highest);
  }

  private static long answerHash(Session session, Remembered remembered) {
    return Hashes.of(session.id, remembered.sequence(), ResultHash.of(remembered.answer()));
  }
}
