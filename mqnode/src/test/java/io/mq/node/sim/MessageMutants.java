package io.mq.node.sim;

import io.mq.node.codec.MessageCodec;
import io.mq.node.raft.Entry;
import io.mq.node.raft.Message;
import io.mq.node.raft.Message.AppendAccepted;
import io.mq.node.raft.Message.AppendRejected;
import io.mq.node.raft.Message.AppendRequest;
import io.mq.node.raft.Message.PreVoteReply;
import io.mq.node.raft.Message.VoteReply;
import io.mq.node.raft.Output;
import io.mq.node.raft.SnapshotPoint;
import io.mq.node.runtime.ReplicaEnvironment;
import io.mq.node.runtime.ReplicaEvent;
import io.mq.node.runtime.SnapshotPort;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Bugs in what a node tells others, and in what it hands to its disk. */
final class MessageMutants {

  private MessageMutants() {}

  static List<Mutant> all() {
    return Stream.of(inAnswers(), inRequests(), inWrites()).flatMap(List::stream).toList();
  }

  private static List<Mutant> inAnswers() {
    return List.of(
        sends(
            "acknowledges one entry too many",
            "19: no more than the request",
            Profile.NETWORK,
            m ->
                m instanceof AppendAccepted a
                    ? new AppendAccepted(a.term(), a.matchIndex().next(), a.round())
                    : m),
        sends(
            "acknowledges what it has refused",
            "19: no more than matches",
            Profile.CRASH,
            m ->
                m instanceof AppendRejected r
                    ? new AppendAccepted(r.term(), r.rejectedIndex(), r.round())
                    : m),
        sends(
            "says yes to every candidate",
            "10: one recorded vote per term",
            Profile.NETWORK,
            m -> m instanceof VoteReply v ? new VoteReply(v.term(), true) : m),
        sends(
            "takes a pre-vote for a vote",
            "7: every message to every role",
            Profile.NETWORK,
            m -> m instanceof PreVoteReply v && v.granted() ? new VoteReply(v.term(), true) : m),
        sends(
            "confirms read rounds that it has not heard of",
            "3: every read has its own round",
            Profile.NETWORK,
            m ->
                m instanceof AppendAccepted a
                    ? new AppendAccepted(a.term(), a.matchIndex(), a.round() + 1_000)
                    : m));
  }

  private static List<Mutant> inRequests() {
    return List.of(
        sends(
            "calls committed all that it sends",
            "20: committed is what a majority has",
            Profile.NETWORK,
            m ->
                m instanceof AppendRequest r
                    ? new AppendRequest(
                        r.term(),
                        r.prevIndex(),
                        r.prevTerm(),
                        r.entries(),
                        r.lastIndex(),
                        r.round(),
                        r.timeMillis())
                    : m),
        sends(
            "never tells what is committed",
            "followers must apply too",
            Profile.CALM,
            m ->
                m instanceof AppendRequest r
                    ? new AppendRequest(
                        r.term(),
                        r.prevIndex(),
                        r.prevTerm(),
                        r.entries(),
                        LogIndex.ZERO,
                        r.round(),
                        r.timeMillis())
                    : m),
        sends(
            "leaves out the first of several entries",
            "23: batches are contiguous",
            Profile.CRASH,
            MessageMutants::withoutFirst),
        sends(
            "encodes entries anew with another time",
            "32: log time is stamped once",
            Profile.CALM,
            MessageMutants::restamped));
  }

  private static List<Mutant> inWrites() {
    return List.of(
        writes(
            "calls a write durable when it is handed over",
            "12, 15: first the force",
            Profile.CRASH,
            (write, persisted) -> {
              persisted.accept(write.sequence());
              return write;
            }),
        writes(
            "does not write its vote",
            "10: the vote is on disk before the answer",
            Profile.CRASH,
            (write, persisted) ->
                new Output.Write(write.sequence(), Optional.empty(), write.entries())),
        writes(
            "writes only the first of several entries",
            "24: nothing is saved in parts",
            Profile.CRASH,
            (write, persisted) ->
                new Output.Write(
                    write.sequence(),
                    write.hardState(),
                    write.entries().isEmpty() ? List.of() : write.entries().subList(0, 1))));
  }

  private static Message withoutFirst(Message message) {
    if (!(message instanceof AppendRequest r) || r.entries().size() < 2) {
      return message;
    }
    Entry first = r.entries().getFirst();
    return new AppendRequest(
        r.term(),
        first.index(),
        first.term(),
        r.entries().subList(1, r.entries().size()),
        r.commit(),
        r.round(),
        r.timeMillis());
  }

  private static Message restamped(Message message) {
    if (!(message instanceof AppendRequest r)) {
      return message;
    }
    List<Entry> entries =
        r.entries().stream()
            .map(e -> Entry.of(e.index(), e.term(), e.kind(), e.timeMillis() + 1, e.payload()))
            .toList();
    return new AppendRequest(
        r.term(), r.prevIndex(), r.prevTerm(), entries, r.commit(), r.round(), r.timeMillis());
  }

  private static Mutant sends(
      String name, String lesson, Profile profile, UnaryOperator<Message> change) {
    return new Mutant(name, lesson, profile, () -> new Changed(change, (write, done) -> write));
  }

  private interface WriteChange {
    Output.Write change(Output.Write write, LongConsumer persisted);
  }

  private static Mutant writes(String name, String lesson, Profile profile, WriteChange change) {
    return new Mutant(name, lesson, profile, () -> new Changed(UnaryOperator.identity(), change));
  }

  private static final class Changed extends Assembly {
    private final UnaryOperator<Message> message;
    private final WriteChange write;

    Changed(UnaryOperator<Message> message, WriteChange write) {
      this.message = message;
      this.write = write;
    }

    @Override
    public ReplicaEnvironment environment(
        NodeId self, ReplicaEnvironment environment, LongConsumer persisted) {
      return new ReplicaEnvironment() {
        @Override
        public void write(Output.Write handedOut) {
          environment.write(write.change(handedOut, persisted));
        }

        @Override
        public void startLogBehind(SnapshotPoint point, boolean keepsSuffix) {
          environment.startLogBehind(point, keepsSuffix);
        }

        @Override
        public SnapshotPort snapshots() {
          return environment.snapshots();
        }

        @Override
        public void send(NodeId to, ByteBuffer bytes) {
          try {
            Message sound = MessageCodec.decode(bytes);
            environment.send(to, MessageCodec.encode(message.apply(sound)));
          } catch (MessageCodec.UnreadableException e) {
            environment.send(to, bytes);
          }
        }

        @Override
        public void observe(ReplicaEvent event) {
          environment.observe(event);
        }
      };
    }
  }
}
