package io.mq.node.sim;

import io.mq.node.codec.MessageCodec.UnreadableException;
import io.mq.node.codec.SnapshotCodec;
import io.mq.node.codec.SnapshotMessage;
import io.mq.node.codec.SnapshotMessage.Piece;
import io.mq.node.codec.SnapshotMessage.Wanted;
import io.mq.node.queue.Command;
import io.mq.node.queue.DamagedStateException;
import io.mq.node.queue.FrozenState;
import io.mq.node.queue.Query;
import io.mq.node.queue.QueueState;
import io.mq.node.queue.Result;
import io.mq.node.raft.Configuration;
import io.mq.node.raft.Output;
import io.mq.node.raft.SnapshotPoint;
import io.mq.node.runtime.Links;
import io.mq.node.runtime.ReceivedSnapshot;
import io.mq.node.runtime.ReplicaEnvironment;
import io.mq.node.runtime.ReplicaEvent;
import io.mq.node.runtime.SnapshotEvents;
import io.mq.node.runtime.SnapshotPort;
import io.mq.node.storage.Disk;
import io.mq.node.storage.DiskFile;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Bugs in how snapshots are taken, kept, sent and installed. */
final class SnapshotMutants {

  private SnapshotMutants() {}

  static List<Mutant> all() {
    return List.of(
        planted(
            "takes the state of a moment before", "24: state and index are one unit", Late::new),
        planted("takes no sessions along", "33: sessions are part of the state", NoSessions::new),
        planted("takes no empty topics along", "25: topics never vanish", NoEmptyTopics::new),
        planted("takes leases for ended", "30: leases are part of the state", NoLeases::new),
        planted("takes other members along", "31: members are part of it", OtherMembers::new),
        planted("takes no log time along", "32: log time never runs backwards", NoTime::new),
        planted(
            "cuts the log before the snapshot is durable",
            "15, 25: first what replaces it",
            CutsTooSoon::new),
        planted(
            "gives a snapshot its name before it is forced",
            "13: force, rename, force the directory",
            NameFirst::new),
        planted(
            "drops the log behind a snapshot of its own",
            "21: a covered snapshot keeps the suffix",
            () -> new StartsLogBehind(_ -> false)),
        planted(
            "keeps its old log behind an installed snapshot",
            "22: a conflict discards the suffix",
            () -> new StartsLogBehind(_ -> true)),
        planted(
            "installs the index and keeps the old state",
            "24: state and index are one unit",
            KeepsOldState::new),
        planted(
            "takes a piece wherever it belongs",
            "23: the receiver verifies contiguity",
            TakesAnyPiece::new),
        planted(
            "says that it has a snapshot when it has a part",
            "19: no more than what is there",
            SaysAll::new),
        planted(
            "sends the end of a snapshot damaged",
            "16: every piece has a checksum",
            DamagesPieces::new));
  }

  private static Mutant planted(String name, String lesson, Supplier<Assembly> assembly) {
    return new Mutant("snapshot: " + name, lesson, Profile.CRASH, assembly);
  }

  private static class WithSnapshots extends Assembly {
    @Override
    public boolean takesSnapshots() {
      return true;
    }
  }

  /** Passes everything on. */
  private static class WrappedEnvironment implements ReplicaEnvironment {
    final ReplicaEnvironment environment;

    WrappedEnvironment(ReplicaEnvironment environment) {
      this.environment = environment;
    }

    @Override
    public void write(Output.Write write) {
      environment.write(write);
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
    public void send(NodeId to, ByteBuffer message) {
      environment.send(to, message);
    }

    @Override
    public void observe(ReplicaEvent event) {
      environment.observe(event);
    }
  }

  /** Passes everything on. */
  private static class WrappedPort implements SnapshotPort {
    final SnapshotPort port;

    WrappedPort(SnapshotPort port) {
      this.port = port;
    }

    @Override
    public void take(SnapshotPoint point, FrozenState state) {
      port.take(point, state);
    }

    @Override
    public void send(NodeId to, Term term) {
      port.send(to, term);
    }

    @Override
    public void stopSending() {
      port.stopSending();
    }

    @Override
    public void received(NodeId from, ByteBuffer message) {
      port.received(from, message);
    }
  }

  /** Another way of taking. */
  private interface Taking {
    void take(SnapshotPort port, SnapshotPoint point, FrozenState state);
  }

  private static class Takes extends WithSnapshots {
    private final Supplier<Taking> takings;

    Takes(Supplier<Taking> takings) {
      this.takings = takings;
    }

    @Override
    public ReplicaEnvironment environment(
        NodeId self, ReplicaEnvironment environment, LongConsumer persisted) {
      Taking taking = takings.get();
      return new WrappedEnvironment(environment) {
        @Override
        public SnapshotPort snapshots() {
          return new WrappedPort(environment.snapshots()) {
            @Override
            public void take(SnapshotPoint point, FrozenState state) {
              taking.take(port, point, state);
            }
          };
        }
      };
    }
  }

  private static final class Late extends Takes {
    private static final class Before implements Taking {
      private final ArrayDeque<FrozenState> states = new ArrayDeque<>();

      @Override
      public void take(SnapshotPort port, SnapshotPoint point, FrozenState state) {
        states.addLast(state);
        port.take(point, states.size() > 1 ? states.removeFirst() : state);
      }
    }

    Late() {
      super(Before::new);
    }
  }

  private static final class NoSessions extends Takes {
    NoSessions() {
      super(
          () ->
              (port, point, state) -> {
                QueueState copy = copyOf(state);
                for (long session = 1; session <= point.index().value(); session++) {
                  copy.apply(new Command.CloseSession(session), 1, 0);
                }
                port.take(point, copy.freeze());
              });
    }

    static QueueState copyOf(FrozenState state) {
      ArrayDeque<ByteBuffer> pieces = new ArrayDeque<>();
      state.writeTo(piece -> pieces.add(ByteBuffer.allocate(piece.remaining()).put(piece).flip()));
      try {
        return QueueState.restore(() -> Optional.ofNullable(pieces.poll()));
      } catch (DamagedStateException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static final class NoEmptyTopics extends Takes {
    NoEmptyTopics() {
      super(
          () ->
              (port, point, state) -> {
                QueueState copy = NoSessions.copyOf(state);
                if (copy.query(new Query.ListTopics(), 0) instanceof Result.Topics all) {
                  for (Result.TopicInfo topic : all.topics()) {
                    if (topic.ready() + topic.leased() == 0) {
                      copy.apply(new Command.DeleteTopic(topic.topic()), 1, 0);
                    }
                  }
                }
                port.take(point, copy.freeze());
              });
    }
  }

  private static final class NoLeases extends Takes {
    NoLeases() {
      super(
          () ->
              (port, point, state) -> {
                QueueState copy = NoSessions.copyOf(state);
                copy.apply(
                    new Command.Return(LeasePlan.TOPIC, List.of()), 1, point.timeMillis() + 86_400);
                port.take(point, copy.freeze());
              });
    }
  }

  private static final class NoTime extends Takes {
    NoTime() {
      super(
          () ->
              (port, point, state) ->
                  port.take(
                      new SnapshotPoint(point.index(), point.term(), 0, point.configuration()),
                      state));
    }
  }

  private static final class OtherMembers extends Takes {
    OtherMembers() {
      super(
          () ->
              (port, point, state) ->
                  port.take(
                      new SnapshotPoint(
                          point.index(),
                          point.term(),
                          point.timeMillis(),
                          Configuration.of(List.of(new NodeId(1)))),
                      state));
    }
  }

  private static final class CutsTooSoon extends WithSnapshots {
    @Override
    public ReplicaEnvironment environment(
        NodeId self, ReplicaEnvironment environment, LongConsumer persisted) {
      return new WrappedEnvironment(environment) {
        @Override
        public void startLogBehind(SnapshotPoint point, boolean keepsSuffix) {
          if (!keepsSuffix) {
            environment.startLogBehind(point, false);
          }
        }

        @Override
        public SnapshotPort snapshots() {
          return new WrappedPort(environment.snapshots()) {
            @Override
            public void take(SnapshotPoint point, FrozenState state) {
              environment.startLogBehind(point, true);
              port.take(point, state);
            }
          };
        }
      };
    }
  }

  private static final class NameFirst extends WithSnapshots {
    @Override
    public Disk disk(Disk disk) {
      return new DiskMutants.Wrapped(disk) {
        @Override
        public DiskFile create(String name) throws IOException {
          DiskFile file = super.create(name);
          return !name.contains(".snap")
              ? file
              : new DiskMutants.WrappedFile(file) {
                @Override
                public void force() {}
              };
        }
      };
    }
  }

  private static final class StartsLogBehind extends WithSnapshots {
    private final UnaryOperator<Boolean> keeps;

    StartsLogBehind(UnaryOperator<Boolean> keeps) {
      this.keeps = keeps;
    }

    @Override
    public ReplicaEnvironment environment(
        NodeId self, ReplicaEnvironment environment, LongConsumer persisted) {
      return new WrappedEnvironment(environment) {
        @Override
        public void startLogBehind(SnapshotPoint point, boolean keepsSuffix) {
          environment.startLogBehind(point, keeps.apply(keepsSuffix));
        }
      };
    }
  }

  private static final class KeepsOldState extends WithSnapshots {
    @Override
    public SnapshotEvents snapshotEvents(SnapshotEvents events) {
      return new SnapshotEvents() {
        @Override
        public void snapshotTaken(LogIndex index) {
          events.snapshotTaken(index);
        }

        @Override
        public void snapshotNotTaken() {
          events.snapshotNotTaken();
        }

        @Override
        public void snapshotDamaged(String what) {
          events.snapshotDamaged(what);
        }

        @Override
        public void snapshotSent(NodeId to, LogIndex index, boolean complete) {
          events.snapshotSent(to, index, complete);
        }

        @Override
        public void snapshotUnusable(NodeId from, String what) {
          events.snapshotUnusable(from, what);
        }

        @Override
        public void snapshotReceived(ReceivedSnapshot sound) {
          events.snapshotReceived(
              new ReceivedSnapshot(sound.from(), sound.term(), sound.point(), new QueueState()));
        }
      };
    }
  }

  private static final class TakesAnyPiece extends WithSnapshots {
    @Override
    public ReplicaEnvironment environment(
        NodeId self, ReplicaEnvironment environment, LongConsumer persisted) {
      return new WrappedEnvironment(environment) {
        @Override
        public SnapshotPort snapshots() {
          return new WrappedPort(environment.snapshots()) {
            @Override
            public void received(NodeId from, ByteBuffer message) {
              port.received(from, changed(message, TakesAnyPiece::second));
            }
          };
        }
      };
    }

    /** What a receiver that looks at no offset would make of every piece but the first. */
    private static SnapshotMessage second(SnapshotMessage message) {
      return message instanceof Piece p && p.offset() == 0 && p.bytes().hasRemaining()
          ? new Piece(p.term(), p.point(), p.totalBytes(), 0, half(p.bytes()))
          : message;
    }

    private static ByteBuffer half(ByteBuffer bytes) {
      return bytes.slice(bytes.remaining() / 2, bytes.remaining() - bytes.remaining() / 2);
    }
  }

  private static final class SaysAll extends WithSnapshots {
    private final Map<LogIndex, Long> totalBytes = new TreeMap<>();

    @Override
    public Links snapshotLinks(Links links) {
      return (to, message) ->
          links.send(
              to,
              changed(
                  message,
                  sound -> {
                    if (sound instanceof Piece piece) {
                      totalBytes.put(piece.point().index(), piece.totalBytes());
                    }
                    return sound instanceof Wanted w
                        ? new Wanted(w.term(), w.index(), totalBytes.get(w.index()))
                        : sound;
                  }));
    }
  }

  private static final class DamagesPieces extends WithSnapshots {
    @Override
    public Links snapshotLinks(Links links) {
      return (to, message) -> links.send(to, changed(message, DamagesPieces::damaged));
    }

    private static SnapshotMessage damaged(SnapshotMessage message) {
      if (!(message instanceof Piece p) || !p.bytes().hasRemaining()) {
        return message;
      }
      ByteBuffer bytes = ByteBuffer.allocate(p.bytes().remaining());
      bytes.put(p.bytes().duplicate()).flip();
      bytes.put(bytes.limit() - 1, (byte) (bytes.get(bytes.limit() - 1) ^ 1));
      return new Piece(p.term(), p.point(), p.totalBytes(), p.offset(), bytes);
    }
  }

  private static ByteBuffer changed(ByteBuffer message, UnaryOperator<SnapshotMessage> change) {
    try {
      return SnapshotCodec.encode(change.apply(SnapshotCodec.decode(message)));
    } catch (UnreadableException e) {
      throw new AssertionError(e);
    }
  }
}
