package io.mq.node.queue;

import io.mq.node.queue.Result.Delivered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One topic: messages never handed out, messages that came back from a lease, and messages out on
 * lease. A message that came back stands in front again, at its old place in the order.
 */
final class TopicQueue {

  /** A message that was handed out before. */
  record Tried(Body body, int attempts) {}

  /** A message out on lease until a log time. */
  record Leased(Body body, int attempt, long untilMillis) {}

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
  private final MessageChunks fresh = new MessageChunks(1);
  private final TreeMap<Long, Tried> returned = new TreeMap<>();
  private final TreeMap<Long, Leased> leased = new TreeMap<>();
  private final TreeSet<Expiry> expiries = new TreeSet<>();
  private long bytes;
  private long messagesHash;

  TopicQueue(String name, long createdIndex) {
    this.name = name;
    this.createdIndex = createdIndex;
    this.seed = Hashes.of(Hashes.of(Body.of(name).bytes()), createdIndex);
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
    returned.forEach((key, tried) -> sum[0] += hash(key, tried.body(), tried.attempts(), 0));
    leased.forEach((key, out) -> sum[0] += hash(key, out.body(), out.attempt(), out.untilMillis()));
    return sum[0];
  }

  long ready() {
    return fresh.size() + returned.size();
  }

  /** How many messages would be ready at a log time, before anything else happens. */
  long readyAt(long timeMillis) {
    long expired = 0;
    for (Expiry expiry : expiries) {
      if (expiry.untilMillis() > timeMillis) {
        break;
      }
      expired++;
    }
    return ready() + expired;
  }

  Result.TopicInfo info(long timeMillis) {
    long ready = readyAt(timeMillis);
    return new Result.TopicInfo(
        name, ready, ready() + leased.size() - ready, fresh.tailId(), bytes);
  }

  Result put(List<Body> messages) {
    long first = fresh.tailId();
    for (Body body : messages) {
      messagesHash += hash(fresh.tailId(), body, 0, 0);
      bytes += body.size();
      fresh.append(body);
    }
    return new Result.Appended(first, messages.size());
  }

  Result get(int max) {
    List<Delivered> taken = new ArrayList<>();
    while (taken.size() < max && ready() > 0) {
      Delivered next = takeFirst();
      bytes -= next.body().size();
      taken.add(new Delivered(new Receipt(next.receipt().messageId(), 0), next.body()));
    }
    return taken.isEmpty()
        ? new Result.Refused(Result.Refusal.QUEUE_EMPTY)
        : new Result.Messages(taken);
  }

  Result lease(int max, long untilMillis) {
    List<Delivered> taken = new ArrayList<>();
    while (taken.size() < max && ready() > 0) {
      Delivered next = takeFirst();
      long id = next.receipt().messageId();
      int attempt = next.receipt().attempt() + 1;
      leased.put(id, new Leased(next.body(), attempt, untilMillis));
      expiries.add(new Expiry(untilMillis, id));
      messagesHash += hash(id, next.body(), attempt, untilMillis);
      taken.add(new Delivered(new Receipt(id, attempt), next.body()));
    }
    return taken.isEmpty()
        ? new Result.Refused(Result.Refusal.QUEUE_EMPTY)
        : new Result.Messages(taken);
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

  List<Delivered> peek(int max) {
    List<Delivered> seen = new ArrayList<>();
    for (Map.Entry<Long, Tried> entry : returned.entrySet()) {
      if (seen.size() < max) {
        Tried tried = entry.getValue();
        seen.add(new Delivered(new Receipt(entry.getKey(), tried.attempts()), tried.body()));
      }
    }
    long[] id = {fresh.headId()};
    fresh.forEach(
        max - seen.size(), body -> seen.add(new Delivered(new Receipt(id[0]++, 0), body)));
    return seen;
  }

  /** Takes back every message whose lease has ended by {@code timeMillis} (lesson 30). */
  void expire(long timeMillis) {
    while (!expiries.isEmpty() && expiries.first().untilMillis() <= timeMillis) {
      long id = expiries.first().messageId();
      putBack(id, release(id));
    }
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

  /** The first ready message, out of the queue; its receipt carries the attempts so far. */
  private Delivered takeFirst() {
    long id;
    Tried tried;
    if (returned.isEmpty()) {
      id = fresh.headId();
      tried = new Tried(fresh.take(), 0);
    } else {
      Map.Entry<Long, Tried> first = returned.pollFirstEntry();
      id = first.getKey();
      tried = first.getValue();
    }
    messagesHash -= hash(id, tried.body(), tried.attempts(), 0);
    return new Delivered(new Receipt(id, tried.attempts()), tried.body());
  }

  private Leased release(long id) {
    Leased out = leased.remove(id);
    expiries.remove(new Expiry(out.untilMillis(), id));
    messagesHash -= hash(id, out.body(), out.attempt(), out.untilMillis());
    return out;
  }

  private void putBack(long id, Leased out) {
    returned.put(id, new Tried(out.body(), out.attempt()));
    messagesHash += hash(id, out.body(), out.attempt(), 0);
  }

  private long hash(long id, Body body, int attempts, long untilMillis) {
    return Hashes.of(seed, id, body.hash(), attempts, untilMillis);
  }

  long createdIndex() {
    return createdIndex;
  }
}
