package io.mq.node.queue;

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
 * A session without a command for its idle time expires; beyond {@value #MAX_SESSIONS} sessions the
 * one nearest to expiry goes. Either is answered SESSION_UNKNOWN from then on, never silently taken
 * for a new one.
 */
final class Sessions {

  static final int REMEMBERED = 16;
  static final int MAX_SESSIONS = 10_000;
  static final long MAX_IDLE_MILLIS = 24L * 3600 * 1000;

  /** One session. */
  static final class Session {
    private final long id;
    private final long idleMillis;
    private long expiresMillis;
    private long highest;
    private final TreeMap<Long, Result> answers = new TreeMap<>();

    Session(long id, long idleMillis) {
      this.id = id;
      this.idleMillis = idleMillis;
    }

    /** The remembered answer to a sequence number. */
    Optional<Result> answer(long sequence) {
      return Optional.ofNullable(answers.get(sequence));
    }

    /** Whether half of its idle time is over, so that its next command should prolong it. */
    boolean isAgeing(long timeMillis) {
      return expiresMillis - timeMillis < idleMillis / 2;
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
  private long hash;

  long hash() {
    return hash;
  }

  long recomputeHash() {
    long sum = 0;
    for (Session session : byId.values()) {
      sum += sessionHash(session);
      for (var answer : session.answers.entrySet()) {
        sum += answerHash(session, answer.getKey(), answer.getValue());
      }
    }
    return sum;
  }

  int size() {
    return byId.size();
  }

  void open(long id, long idleMillis, long timeMillis) {
    if (byId.size() >= MAX_SESSIONS) {
      close(expiries.first().id());
    }
    Session session = new Session(id, Math.min(Math.max(idleMillis, 1), MAX_IDLE_MILLIS));
    byId.put(id, session);
    hash += sessionHash(session);
    touch(session, timeMillis);
  }

  void close(long id) {
    Session session = byId.remove(id);
    if (session != null) {
      expiries.remove(new Expiry(session.expiresMillis, id));
      session.answers.forEach((key, value) -> hash -= answerHash(session, key, value));
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
    session.answers.put(sequence, answer);
    hash += answerHash(session, sequence, answer);
    while (session.isTooOld(session.answers.firstKey())) {
      var oldest = session.answers.pollFirstEntry();
      hash -= answerHash(session, oldest.getKey(), oldest.getValue());
    }
  }

  void expire(long timeMillis) {
    while (!expiries.isEmpty() && expiries.first().millis() <= timeMillis) {
      close(expiries.first().id());
    }
  }

  private static long sessionHash(Session session) {
    return Hashes.of(session.id, session.idleMillis, session.expiresMillis, session.highest);
  }

  private static long answerHash(Session session, long sequence, Result answer) {
    return Hashes.of(session.id, sequence, ResultHash.of(answer));
  }
}
