package io.mq.node.queue;

import io.mq.node.queue.Result.Delivered;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One topic: messages never handed out, messages that came back from a lease, and messages out on
 * lease. A message that came back stands in front again, at its old place in the order.
 */
final class TopicQueue {

  /**
   * One answer hands out no more bytes than this, or a single larger message: a remembered answer
   * has its messages in memory.
   */
  static final int MAX_DELIVERED_BYTES = 1 << 20;

  /** Longer leases are cut to this, so that every lease ends (lesson 30): 24 hours. */
  static final long MAX_LEASE_MILLIS = 24L * 3600 * 1000;

  /** Roughly what a topic takes of the heap besides its messages. */
  private static final int TOPIC_BYTES = 512;

  /** Roughly what a message takes besides its bytes: two objects. */
  private static final int MESSAGE_BYTES = 48;

  /** Roughly what a message takes besides that once it has been handed out. */
  private static final int HANDED_OUT_BYTES = 160;

  /** A message that was handed out before. */
  record Tried(Body body, int attempts) {}

  /** A message out on lease until a log time. */
  record Leased(Body body, int attempt, long untilMillis) {}

  /** The topic at one moment, for a thread of its own to read. */
  record Picture(
      String name,
      long createdIndex,
      MessageChunks.Picture fresh,
      IdMap.Picture<Tried> returned,
      IdMap.Picture<Leased> leased) {}

  private record Expiry(long untilMillis, long messageId) implements Comparable<Expiry> {
    @Override
    public int compareTo(Expiry other) {
      int byTime = Long.compare(untilMillis, other.untilMillis);
      return byTime != 0 ? byTime : Long.compare(messageId, other.messageId);
    }
  }

  private final String name;
  private final long createdIndex;
  private final long seed;
  private final MessageChunks fresh;
  private final IdMap<Tried> returned = new IdMap<>();
  private final IdMap<Leased> leased = new IdMap<>();
  private final TreeSet<Expiry> expiries = new TreeSet<>();
  private long bytes;
  private long messagesHash;

  /**
   * A topic without messages.
   *
   * @param nextMessageId 1 for a new topic
   */
  TopicQueue(String name, long createdIndex, long nextMessageId) {
    this.name = name;
    this.createdIndex = createdIndex;
    this.seed = Hashes.of(Hashes.of(Body.of(name).bytes()), createdIndex);
    this.fresh = new MessageChunks(nextMessageId);
  }

  long createdIndex() {
    return createdIndex;
  }

  /** Covers everything about the topic that a later command could notice. */
  long hash() {
    return messagesHash + Hashes.of(seed, fresh.tailId());
  }

  /** The same, computed anew; only for checks. */
  long recomputeHash() {
    long[] sum = {Hashes.of(seed, fresh.tailId())};
    long[] id = {fresh.headId()};
    fresh.forEach(Long.MAX_VALUE, body -> sum[0] += hash(id[0]++, body, 0, 0));
    returned.forEach(
        Long.MAX_VALUE, (key, tried) -> sum[0] += hash(key, tried.body(), tried.attempts(), 0));
    leased.forEach(
        Long.MAX_VALUE,
        (key, out) -> sum[0] += hash(key, out.body(), out.attempt(), out.untilMillis()));
    return sum[0];
  }

  /** The sizes of the bodies of all messages, those on lease included. */
  long bytes() {
    return bytes;
  }

  /** Roughly what the topic takes of the heap; for bounds, not for accounts. */
  long memoryBytes() {
    return TOPIC_BYTES
        + name.length()
        + bytes
        + fresh.memoryBytes()
        + size() * MESSAGE_BYTES
        + (returned.size() + leased.size()) * (long) HANDED_OUT_BYTES;
  }

  /** How many messages there are, those on lease included. */
  long size() {
    return ready() + leased.size();
  }

  /** How many messages were ever put into it. */
  long putCount() {
    return fresh.tailId() - 1;
  }

  /** Whether a message would be ready at a log time, before anything else happens. */
  boolean isReadyAt(long timeMillis) {
    return ready() > 0 || (!expiries.isEmpty() && expiries.first().untilMillis() <= timeMillis);
  }

  Result.TopicInfo info(long timeMillis) {
    long ended = expiries.headSet(new Expiry(timeMillis, Long.MAX_VALUE), true).size();
    return new Result.TopicInfo(
        name, ready() + ended, leased.size() - ended, fresh.tailId(), bytes);
  }

  Result put(List<Body> messages) {
    long first = fresh.tailId();
    messages.forEach(this::append);
    return new Result.Appended(first, messages.size());
  }

  Result get(int max) {
    DeliveredList taken = new DeliveredList(max);
    while (ready() > 0 && taken.hasRoomFor(first().body())) {
      Delivered next = takeFirst();
      bytes -= next.body().size();
      taken.add(new Receipt(next.receipt().messageId(), 0), next.body());
    }
    return taken.result();
  }

  Result lease(int max, long timeMillis, long leaseMillis) {
    long untilMillis = timeMillis + Math.clamp(leaseMillis, 1, MAX_LEASE_MILLIS);
    DeliveredList taken = new DeliveredList(max);
    while (ready() > 0 && taken.hasRoomFor(first().body())) {
      Delivered next = takeFirst();
      Receipt receipt = new Receipt(next.receipt().messageId(), next.receipt().attempt() + 1);
      putOut(receipt.messageId(), new Leased(next.body(), receipt.attempt(), untilMillis));
      taken.add(receipt, next.body());
    }
    return taken.result();
  }

  Result acknowledge(List<Receipt> receipts) {
    return check(receipts, (id, out) -> bytes -= out.body().size());
  }

  Result giveBack(List<Receipt> receipts) {
    return check(receipts, this::putBack);
  }

  /** What {@link #acknowledge} or {@link #giveBack} would answer if no receipt is good now. */
  boolean allStale(List<Receipt> receipts, long timeMillis) {
    return receipts.stream()
        .noneMatch(
            receipt -> {
              Leased out = leased.get(receipt.messageId());
              return out != null
                  && out.attempt() == receipt.attempt()
                  && out.untilMillis() > timeMillis;
            });
  }

  /** The first messages that are ready at a log time; attempts are those made so far. */
  Result peek(int max, long timeMillis) {
    TreeMap<Long, Tried> first = new TreeMap<>();
    returned.forEach(max, first::put);
    for (Expiry expiry : expiries.headSet(new Expiry(timeMillis, Long.MAX_VALUE), true)) {
      Leased out = leased.get(expiry.messageId());
      first.put(expiry.messageId(), new Tried(out.body(), out.attempt()));
      if (first.size() > max) {
        first.pollLastEntry();
      }
    }
    DeliveredList seen = new DeliveredList(max);
    first.forEach((id, tried) -> seen.addIfRoom(new Receipt(id, tried.attempts()), tried.body()));
    long[] id = {fresh.headId()};
    fresh.forEach(
        Math.max(0, max - first.size()), body -> seen.addIfRoom(new Receipt(id[0]++, 0), body));
    return seen.result();
  }

  /** Takes back every message whose lease has ended by {@code timeMillis} (lesson 30). */
  void expire(long timeMillis) {
    while (!expiries.isEmpty() && expiries.first().untilMillis() <= timeMillis) {
      long id = expiries.first().messageId();
      putBack(id, release(id));
    }
  }

  /** An immutable picture of everything; copies references to chunks, not messages. */
  Picture picture() {
    return new Picture(name, createdIndex, fresh.picture(), returned.picture(), leased.picture());
  }

  /** Adds a message behind all others. */
  void append(Body body) {
    messagesHash += hash(fresh.tailId(), body, 0, 0);
    bytes += body.size();
    fresh.append(body);
  }

  /** Adds a message that a snapshot holds as having come back. */
  void restore(long id, Tried tried) {
    returned.add(id, tried);
    messagesHash += hash(id, tried.body(), tried.attempts(), 0);
    bytes += tried.body().size();
  }

  /** Adds a message that a snapshot holds as being out. */
  void restore(long id, Leased out) {
    putOut(id, out);
    bytes += out.body().size();
  }

  private interface Honoured {
    void accept(long messageId, Leased out);
  }

  private Result check(List<Receipt> receipts, Honoured action) {
    List<Receipt> honoured = new ArrayList<>();
    List<Receipt> stale = new ArrayList<>();
    for (Receipt receipt : receipts) {
      Leased out = leased.get(receipt.messageId());
      if (out == null || out.attempt() != receipt.attempt()) {
        stale.add(receipt); // A late answer to an earlier delivery must not count (lesson 35).
      } else {
        action.accept(receipt.messageId(), release(receipt.messageId()));
        honoured.add(receipt);
      }
    }
    return new Result.ReceiptsChecked(honoured, stale);
  }

  private long ready() {
    return fresh.size() + returned.size();
  }

  /** The first ready message. */
  private Tried first() {
    return returned.isEmpty() ? new Tried(fresh.first(), 0) : returned.get(returned.firstId());
  }

  /** The first ready message, out of the queue; its receipt carries the attempts so far. */
  private Delivered takeFirst() {
    boolean isFresh = returned.isEmpty();
    long id = isFresh ? fresh.headId() : returned.firstId();
    Tried tried = isFresh ? new Tried(fresh.take(), 0) : returned.remove(id);
    messagesHash -= hash(id, tried.body(), tried.attempts(), 0);
    return new Delivered(new Receipt(id, tried.attempts()), tried.body());
  }

  private void putOut(long id, Leased out) {
    leased.add(id, out);
    expiries.add(new Expiry(out.untilMillis(), id));
    messagesHash += hash(id, out.body(), out.attempt(), out.untilMillis());
  }

  private Leased release(long id) {
    Leased out = leased.remove(id);
    expiries.remove(new Expiry(out.untilMillis(), id));
    messagesHash -= hash(id, out.body(), out.attempt(), out.untilMillis());
    return out;
  }

  private void putBack(long id, Leased out) {
    returned.add(id, new Tried(out.body(), out.attempt()));
    messagesHash += hash(id, out.body(), out.attempt(), 0);
  }

  private long hash(long id, Body body, int attempts, long untilMillis) {
    return Hashes.of(seed, id, body.hash(), attempts, untilMillis);
  }
}
