package io.mq.node.raft;

import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The commands of transcripts. Timing is small so that it can be followed by eye: heartbeat 2
 * ticks, election timeout 10 to 20, and always 20 unless {@code draw} says otherwise.
 */
final class TranscriptCommands {

  private static final int ELECTION_MIN = 10;
  private static final int ELECTION_MAX = 20;

  private final Rules rules;
  private final MessageCoverage coverage;
  private final TranscriptNarrator narrator;
  private final ScriptedRandom random = new ScriptedRandom();
  private RaftSettings settings =
      new RaftSettings(10, 2, ELECTION_MIN, ELECTION_MAX, 4096, 16384, 1 << 20, 1 << 20);
  private Optional<TestCluster> started = Optional.empty();
  private long reads;

  TranscriptCommands(Rules rules, MessageCoverage coverage) {
    this.rules = rules;
    this.coverage = coverage;
    this.narrator = new TranscriptNarrator(coverage);
  }

  List<String> takeOutput() {
    started.ifPresent(cluster -> Invariants.checkLogMatching(cluster.nodes()));
    return narrator.take();
  }

  void run(String line) {
    List<String> words = Arrays.asList(line.trim().split("\\s+"));
    List<String> rest = words.subList(1, words.size());
    switch (words.getFirst()) {
      case "settings" -> settings(rest);
      case "start" -> start(rest);
      case "draw" -> random.add(id(rest.get(0)), Integer.parseInt(rest.get(1)));
      case "tick" -> tick(rest);
      case "run" -> IntStream.range(0, times(rest.get(0))).forEach(_ -> tickAllAndSettle());
      case "elect" -> elect(node(rest.get(0)));
      case "put" -> put(node(rest.get(0)), rest.subList(1, rest.size()));
      case "read" -> cluster().step(node(rest.get(0)), new Input.Read(++reads));
      case "members" -> changeMembership(node(rest.get(0)), rest.subList(1, rest.size()));
      case "compact" -> node(rest.get(0)).compact(Long.parseLong(rest.get(1)));
      case "every-message" ->
          new RoleMessageTable(settings, rules, coverage).lines(rest.get(0)).forEach(narrator::say);
      case "install" -> install(rest);
      case "transfer" ->
          cluster().step(node(rest.get(0)), new Input.TransferLeadership(id(rest.get(1))));
      case "start-election" -> cluster().step(node(rest.get(0)), new Input.StartElection());
      case "settle" -> cluster().settle();
      case "deliver" -> deliver(rest);
      case "drop" -> cluster().lose(packets(rest));
      case "repeat" ->
          cluster()
              .network
              .addAll(List.copyOf(cluster().network).stream().filter(packets(rest)).toList());
      case "pending" -> cluster().network.forEach(packet -> narrator.say(packet.describe()));
      case "cut" -> eachLink(rest.get(0), (from, to) -> cluster().cut(from, to));
      case "partition" -> partition(rest);
      case "heal" -> cluster().heal();
      case "link-down" -> cluster().step(node(rest.get(0)), new Input.LinkDown(id(rest.get(1))));
      case "link-up" -> cluster().step(node(rest.get(0)), new Input.LinkUp(id(rest.get(1))));
      case "slow-disk" -> each(rest, node -> node.slowDisk = true);
      case "fast-disk" -> each(rest, node -> node.slowDisk = false);
      case "force" -> cluster().force(node(rest.get(0)), Integer.parseInt(rest.get(1)));
      case "crash" -> each(rest, cluster()::crash);
      case "restart" -> each(rest, TestNode::start);
      case "damage" -> damage(node(rest.get(0)), rest.get(1));
      case "messages" -> narrator.showMessages = rest.get(0).equals("on");
      case "log" -> each(rest, this::log);
      case "status" -> each(rest, this::status);
      case "followers" -> followers(node(rest.get(0)));
      default -> throw new IllegalArgumentException("no such command: " + line);
    }
  }

  private void settings(List<String> rest) {
    int append = settings.maxAppendBytes();
    long inflight = settings.maxInflightBytes();
    long uncommitted = settings.maxUncommittedBytes();
    int apply = settings.maxApplyBytes();
    for (String word : rest) {
      String[] pair = word.split("=", 2);
      int value = Integer.parseInt(pair[1]);
      switch (pair[0]) {
        case "append-bytes" -> append = value;
        case "inflight-bytes" -> inflight = value;
        case "uncommitted-bytes" -> uncommitted = value;
        case "apply-bytes" -> apply = value;
        default -> throw new IllegalArgumentException("no such setting: " + word);
      }
    }
    settings =
        new RaftSettings(10, 2, ELECTION_MIN, ELECTION_MAX, append, inflight, uncommitted, apply);
  }

  /**
   * {@code start nodes=3}, {@code members=2} if the others are to know of no cluster, and per node
   * the terms of its log and its own term if later.
   */
  private void start(List<String> rest) {
    SortedMap<String, String> values = new TreeMap<>();
    rest.forEach(word -> values.put(word.split("=")[0], word.split("=", 2)[1]));
    List<NodeId> ids =
        IntStream.rangeClosed(1, Integer.parseInt(values.get("nodes")))
            .mapToObj(NodeId::new)
            .toList();
    int members = Integer.parseInt(values.getOrDefault("members", values.get("nodes")));
    Configuration configuration = Configuration.of(ids.subList(0, members));
    SortedMap<NodeId, Restored> disks = new TreeMap<>();
    for (NodeId id : ids) {
      List<Entry> entries = entries(values.getOrDefault(id.toString(), ""));
      Term lastTerm = entries.isEmpty() ? Term.ZERO : entries.getLast().term();
      String term = values.getOrDefault("term." + id, Long.toString(lastTerm.value()));
      HardState hardState = new HardState(new Term(Long.parseLong(term)), Optional.empty());
      disks.put(
          id,
          new Restored(
              hardState,
              SnapshotPoint.initial(
                  configuration.isMember(id) ? configuration : Configuration.of(List.of())),
              entries));
    }
    started = Optional.of(new TestCluster(disks, settings, random::of, rules, narrator));
  }

  static List<Entry> entries(String terms) {
    List<Entry> entries = new ArrayList<>();
    LogIndex index = LogIndex.ZERO;
    for (String term : terms.isEmpty() ? new String[0] : terms.split(",")) {
      index = index.next();
      ByteBuffer payload = bytes(term + "/" + index);
      entries.add(Entry.of(index, new Term(Long.parseLong(term)), EntryKind.COMMAND, 0, payload));
    }
    return entries;
  }

  /** {@code damage n2 3/7}: n2's disk, while it is down, keeps term 3 and the log up to 7. */
  private void damage(TestNode node, String left) {
    String[] position = left.split("/");
    node.damage(new LogIndex(Long.parseLong(position[1])), new Term(Long.parseLong(position[0])));
  }

  /** {@code members n1 voters=n1,n2 learners=n3 lag=5}. */
  private void changeMembership(TestNode node, List<String> rest) {
    SortedSet<NodeId> voters = new TreeSet<>();
    SortedSet<NodeId> learners = new TreeSet<>();
    long lag = 100;
    for (String word : rest) {
      String value = word.split("=", 2)[1];
      if (word.startsWith("lag=")) {
        lag = Long.parseLong(value);
      } else if (!value.isEmpty()) {
        SortedSet<NodeId> set = word.startsWith("voters=") ? voters : learners;
        Arrays.stream(value.split(",")).map(TranscriptCommands::id).forEach(set::add);
      }
    }
    cluster().step(node, new Input.ChangeMembership(voters, learners, new TreeMap<>(), lag));
  }

  /** {@code install n2 n1 3/7}: n1's snapshot up to there arrives at n2. */
  private void install(List<String> rest) {
    TestNode leader = node(rest.get(1));
    String[] position = rest.get(2).split("/");
    SnapshotPoint snapshot =
        new SnapshotPoint(
            new LogIndex(Long.parseLong(position[1])),
            new Term(Long.parseLong(position[0])),
            0,
            leader.core().status().configuration());
    Term term = leader.core().status().term();
    cluster().step(node(rest.get(0)), new Input.InstallSnapshot(leader.id, term, snapshot));
  }

  private void tick(List<String> rest) {
    int count = rest.getLast().startsWith("x") ? times(rest.getLast()) : 1;
    for (int i = 0; i < count; i++) {
      each(rest, node -> cluster().step(node, new Input.Tick()));
    }
  }

  private void tickAllAndSettle() {
    each(List.of("all"), node -> cluster().step(node, new Input.Tick()));
    cluster().settle();
  }

  /** Lets the followers forget their leader, then the candidate's timer run out. */
  private void elect(TestNode candidate) {
    for (TestNode node : cluster().nodes()) {
      for (int i = 0; i < ELECTION_MIN && node.isUp() && isFollower(node); i++) {
        cluster().step(node, new Input.Tick());
      }
    }
    for (int i = 0; i < ELECTION_MAX && isFollower(candidate); i++) {
      cluster().step(candidate, new Input.Tick());
    }
    cluster().settle();
  }

  private static boolean isFollower(TestNode node) {
    return node.core().status().role() == RaftStatus.RoleName.FOLLOWER;
  }

  private void put(TestNode node, List<String> values) {
    List<ByteBuffer> payloads = values.stream().map(TranscriptCommands::bytes).toList();
    cluster().step(node, new Input.Propose(payloads));
  }

  /** {@code deliver n1->n2 [first|last]}: what is under way there, or one message of it. */
  private void deliver(List<String> rest) {
    Predicate<TestCluster.Packet> matching = packets(rest.subList(0, 1));
    List<TestCluster.Packet> packets = cluster().network.stream().filter(matching).toList();
    switch (rest.getLast()) {
      case "first" -> cluster().deliver(packets.getFirst());
      case "last" -> cluster().deliver(packets.getLast());
      default -> packets.forEach(cluster()::deliver);
    }
  }

  private Predicate<TestCluster.Packet> packets(List<String> links) {
    if (links.isEmpty()) {
      return _ -> true;
    }
    String link = links.getFirst();
    return packet ->
        link.equals(packet.from() + "->" + packet.to())
            || link.equals(packet.from() + "->")
            || link.equals("->" + packet.to());
  }

  private void partition(List<String> rest) {
    String[] sides = String.join(" ", rest).split("\\|");
    for (String side : sides) {
      for (String other : sides) {
        if (!side.equals(other)) {
          for (String from : side.trim().split(" ")) {
            for (String to : other.trim().split(" ")) {
              cluster().cut(id(from), id(to));
            }
          }
        }
      }
    }
  }

  private interface Link {
    void between(NodeId from, NodeId to);
  }

  private void eachLink(String text, Link action) {
    String[] ends = text.split("->");
    action.between(id(ends[0]), id(ends[1]));
  }

  private void log(TestNode node) {
    List<Entry> entries =
        node.isUp() ? node.core().entriesFrom(LogIndex.ZERO) : node.disk().entries();
    narrator.say(
        node.id
            + (node.isUp() ? " log " : " down, on disk ")
            + String.join(" ", entries.stream().map(Entry::describe).toList()));
  }

  private void status(TestNode node) {
    narrator.say(node.isUp() ? node.core().status().describe() : node.id + " down");
  }

  private void followers(TestNode node) {
    node.core().status().followers().forEach(follower -> narrator.say(follower.describe()));
  }

  private void each(List<String> words, java.util.function.Consumer<TestNode> action) {
    for (TestNode node : cluster().nodes()) {
      if (words.contains("all") ? node.isUp() : words.contains(node.id.toString())) {
        action.accept(node);
      }
    }
  }

  private TestCluster cluster() {
    return started.orElseThrow();
  }

  private TestNode node(String text) {
    return cluster().node(id(text));
  }

  private static NodeId id(String text) {
    return NodeId.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("expected n1, n2, ...; got " + text));
  }

  private static int times(String text) {
    return Integer.parseInt(text.replace("x", ""));
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
