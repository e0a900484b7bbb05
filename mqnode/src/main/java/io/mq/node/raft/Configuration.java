package io.mq.node.raft;

import io.mq.node.raft.quorum.Quorum;
import io.mq.shared.id.NodeId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who belongs to the cluster. Outside a membership change {@code outgoing} is empty; during one the
 * configuration is joint, and every decision needs a majority of both sets (Raft §6). Immutable.
 *
 * @param voters the voters, or the incoming voters while joint
 * @param outgoing the voters of the old configuration while joint, else empty
 * @param learners members that receive the log and do not vote
 * @param addresses where members are reached, in a form that only the caller understands; may leave
 *     members out
 * @param lastNumber the highest number of a node that ever was a member: those up to it are used up
 *     (lesson 26)
 */
public record Configuration(
    SortedSet<NodeId> voters,
    SortedSet<NodeId> outgoing,
    SortedSet<NodeId> learners,
    SortedMap<NodeId, String> addresses,
    int lastNumber) {

  /** Copies the collections, and raises {@code lastNumber} to the members' own. */
  public Configuration {
    voters = Collections.unmodifiableSortedSet(new TreeSet<>(voters));
    outgoing = Collections.unmodifiableSortedSet(new TreeSet<>(outgoing));
    learners = Collections.unmodifiableSortedSet(new TreeSet<>(learners));
    addresses = Collections.unmodifiableSortedMap(new TreeMap<>(addresses));
    lastNumber =
        Math.max(Math.max(lastNumber, last(voters)), Math.max(last(outgoing), last(learners)));
  }

  /** A configuration in which no other nodes have ever been. */
  public Configuration(
      SortedSet<NodeId> voters,
      SortedSet<NodeId> outgoing,
      SortedSet<NodeId> learners,
      SortedMap<NodeId, String> addresses) {
    this(voters, outgoing, learners, addresses, 0);
  }

  private static int last(SortedSet<NodeId> nodes) {
    return nodes.isEmpty() ? 0 : nodes.last().number();
  }

  /** A plain configuration of voters, without addresses. */
  public static Configuration of(Iterable<NodeId> voters) {
    TreeSet<NodeId> set = new TreeSet<>();
    voters.forEach(set::add);
    return new Configuration(set, new TreeSet<>(), new TreeSet<>(), new TreeMap<>());
  }

  /** A plain configuration of voters and where they are reached. */
  public static Configuration of(SortedMap<NodeId, String> addresses) {
    TreeSet<NodeId> none = new TreeSet<>();
    return new Configuration(new TreeSet<>(addresses.keySet()), none, none, addresses);
  }

  /**
   * What a node knows that is to join: nobody's vote counts for it, and nobody has asked for its
   * own, until the log tells it who belongs to the cluster.
   *
   * @param addresses of those who may know more
   */
  public static Configuration joining(SortedMap<NodeId, String> addresses) {
    TreeSet<NodeId> none = new TreeSet<>();
    return new Configuration(none, none, none, addresses);
  }

  /** Whether a membership change is under way. */
  public boolean isJoint() {
    return !outgoing.isEmpty();
  }

  /** Whether {@code node} has a vote now. */
  public boolean isVoter(NodeId node) {
    return voters.contains(node) || outgoing.contains(node);
  }

  /** Whether {@code node} receives the log, as a voter or a learner. */
  public boolean isMember(NodeId node) {
    return isVoter(node) || learners.contains(node);
  }

  /** Whether {@code node} was a member once, or its number was passed over, and it is none now. */
  public boolean isOutside(NodeId node) {
    return !isMember(node) && node.number() <= lastNumber;
  }

  /** Everybody: voters of both sets and learners. */
  public SortedSet<NodeId> members() {
    TreeSet<NodeId> all = new TreeSet<>(voters);
    all.addAll(outgoing);
    all.addAll(learners);
    return all;
  }

  /** The arithmetic of agreement under this configuration. */
  public Quorum quorum() {
    return new Quorum(voters, outgoing);
  }

  /** The payload of a {@link EntryKind#CONFIGURATION} entry, also used in snapshots. */
  public ByteBuffer encode() {
    int bytes = 5 * 4 + 4 * (voters.size() + outgoing.size() + learners.size());
    TreeMap<NodeId, byte[]> encoded = new TreeMap<>();
    for (var address : addresses.entrySet()) {
      byte[] text = address.getValue().getBytes(StandardCharsets.UTF_8);
      encoded.put(address.getKey(), text);
      bytes += 4 + 4 + text.length;
    }
    ByteBuffer out = ByteBuffer.allocate(bytes);
    putIds(out, voters);
    putIds(out, outgoing);
    putIds(out, learners);
    out.putInt(encoded.size());
    encoded.forEach((node, text) -> out.putInt(node.number()).putInt(text.length).put(text));
    return out.putInt(lastNumber).flip();
  }

  /**
   * Reads what {@link #encode} wrote, from the buffer's position on.
   *
   * @throws IllegalArgumentException if that is something else
   */
  public static Configuration decode(ByteBuffer in) {
    try {
      TreeSet<NodeId> voters = takeIds(in);
      TreeSet<NodeId> outgoing = takeIds(in);
      TreeSet<NodeId> learners = takeIds(in);
      TreeMap<NodeId, String> addresses = new TreeMap<>();
      for (int left = in.getInt(); left > 0; left--) {
        NodeId node = new NodeId(in.getInt());
        byte[] text = new byte[boundedBy(in.getInt(), in.remaining())];
        in.get(text);
        addresses.put(node, new String(text, StandardCharsets.UTF_8));
      }
      return new Configuration(voters, outgoing, learners, addresses, in.getInt());
    } catch (BufferUnderflowException cut) {
      throw new IllegalArgumentException("a configuration ends too early", cut);
    }
  }

  private static void putIds(ByteBuffer out, SortedSet<NodeId> ids) {
    out.putInt(ids.size());
    ids.forEach(id -> out.putInt(id.number()));
  }

  private static TreeSet<NodeId> takeIds(ByteBuffer in) {
    TreeSet<NodeId> ids = new TreeSet<>();
    for (int left = in.getInt(); left > 0; left--) {
      ids.add(new NodeId(in.getInt()));
    }
    return ids;
  }

  private static int boundedBy(int length, int limit) {
    if (length < 0 || length > limit) {
      throw new IllegalArgumentException(
          "a configuration names an address of " + length + " bytes");
    }
    return length;
  }

  /** The form that logs, transcripts and traces share. */
  public String describe() {
    return "voters "
        + voters
        + (isJoint() ? " outgoing " + outgoing : "")
        + (learners.isEmpty() ? "" : " learners " + learners);
  }
}
