package io.mq.node.runtime;

import io.mq.node.codec.MessageCodec.UnreadableException;
import io.mq.node.codec.SnapshotCodec;
import io.mq.node.codec.SnapshotMessage;
import io.mq.node.codec.SnapshotMessage.Piece;
import io.mq.node.codec.SnapshotMessage.Wanted;
import io.mq.node.queue.FrozenState;
import io.mq.node.queue.QueueState;
import io.mq.node.raft.SnapshotPoint;
import io.mq.node.storage.DiskFullException;
import io.mq.node.storage.SnapshotDamagedException;
import io.mq.node.storage.SnapshotFile;
import io.mq.node.storage.SnapshotStore;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Takes, sends and receives snapshots. It has no thread of its own, so that production and the
 * simulator run the same code; its calls block on the disk.
 *
 * <p>A sending is a dialogue: the sender offers, the receiver says from which byte on it wants the
 * state, the sender gives that piece, and so on. Either side's message may be lost or doubled: the
 * sender repeats its last one after half a second without an answer, on a slow way later, and gives
 * up after ten. The receiver keeps an unfinished snapshot for a minute, so that the next try goes
 * on where this one ended.
 *
 * <p>Thread rule: one thread at a time. Any {@link IOException} thrown is a failure of the disk,
 * after which the node must stop (lesson 14); a full disk is not one and is only told.
 */
public final class SnapshotWorker implements Closeable {

  /** How often {@link #tick} is to be called. */
  public static final int TICK_MILLIS = 100;

  private static final int PIECE_BYTES = 128 << 10;

  private final SnapshotStore store;
  private final SnapshotLinks links;
  private final SnapshotEvents events;
  private final int pieceBytes;
  private final SortedMap<NodeId, SnapshotSending> sendings = new TreeMap<>();
  private Optional<SnapshotReceiving> receiving = Optional.empty();
  private Optional<Piece> announced = Optional.empty();

  /** The last piece of a snapshot that could not be used; its sender is about to repeat it. */
  private Optional<Piece> unusable = Optional.empty();

  /** A worker on the snapshots in {@code store}, which sends them in pieces of 128 KiB. */
  public SnapshotWorker(SnapshotStore store, SnapshotLinks links, SnapshotEvents events) {
    this(store, links, events, PIECE_BYTES);
  }

  /** The same with pieces of another size. */
  public SnapshotWorker(
      SnapshotStore store, SnapshotLinks links, SnapshotEvents events, int pieceBytes) {
    this.store = store;
    this.pieceBytes = pieceBytes;
    this.links = links;
    this.events = events;
  }

  /** Writes a snapshot. One that is coming in has to start again: there is one writer at a time. */
  public void take(SnapshotPoint point, FrozenState state) throws IOException {
    dropUnfinished();
    try {
      SnapshotFiles.save(store, point, state);
      events.snapshotTaken(point.index());
    } catch (DiskFullException e) {
      events.snapshotNotTaken();
    }
  }

  /** Begins to send the newest snapshot, in place of a sending to the same node under way. */
  public void send(NodeId to, Term term) throws IOException {
    SnapshotSending before = sendings.remove(to);
    if (before != null) {
      before.close();
    }
    SnapshotFile newest =
        store.newest().orElseThrow(() -> new IllegalStateException("no snapshot to send"));
    try {
      SnapshotSending sending = new SnapshotSending(store, newest, term, pieceBytes);
      sendings.put(to, sending);
      send(to, sending.offer());
    } catch (SnapshotDamagedException e) {
      damaged(e);
      events.snapshotSent(to, newest.point().index(), false);
    }
  }

  /** Forgets every sending. */
  public void stopSending() throws IOException {
    for (SnapshotSending sending : sendings.values()) {
      sending.close();
    }
    sendings.clear();
  }

  /**
   * Takes a message from a peer.
   *
   * @throws UnreadableException if it is none; it counts as lost
   */
  public void received(NodeId from, ByteBuffer bytes) throws IOException, UnreadableException {
    switch (SnapshotCodec.decode(bytes)) {
      case Piece piece -> takePiece(from, piece);
      case Wanted wanted -> givePiece(from, wanted);
    }
  }

  /** {@link #TICK_MILLIS} have passed. */
  public void tick() throws IOException {
    List<NodeId> over = new ArrayList<>();
    for (var entry : sendings.entrySet()) {
      Optional<SnapshotMessage> repeat = entry.getValue().tick();
      repeat.ifPresent(message -> send(entry.getKey(), message));
      if (entry.getValue().isHopeless()) {
        over.add(entry.getKey());
      }
    }
    for (NodeId to : over) {
      end(to, false);
    }
    if (receiving.isPresent() && receiving.get().tick()) {
      dropUnfinished();
    }
  }

  /** Gives up whatever is under way. */
  @Override
  public void close() throws IOException {
    stopSending();
    dropUnfinished();
  }

  private void givePiece(NodeId from, Wanted wanted) throws IOException {
    SnapshotSending sending = sendings.get(from);
    if (sending == null || !sending.isAnsweredBy(wanted) || sending.isUnderWay(wanted.offset())) {
      return;
    }
    if (sending.isCompleteAt(wanted.offset())) {
      end(from, true);
      return;
    }
    try {
      send(from, sending.pieceAt(wanted.offset()));
    } catch (SnapshotDamagedException e) {
      damaged(e);
      end(from, false);
    }
  }

  /** The state itself is in memory, so this costs no more than another snapshot. */
  private void damaged(SnapshotDamagedException e) {
    store.distrustNewest();
    events.snapshotDamaged(e.getMessage());
  }

  private void end(NodeId to, boolean complete) throws IOException {
    SnapshotSending sending = sendings.remove(to);
    sending.close();
    events.snapshotSent(to, sending.index(), complete);
  }

  private void takePiece(NodeId from, Piece piece) throws IOException {
    if (receiving.isPresent() && piece.term().isBefore(receiving.get().term())) {
      return; // from a leader of the past, which must not disturb the present one
    }
    if (isCovered(piece)) {
      announceNewest(from, piece);
      answer(from, piece, piece.totalBytes());
      return;
    }
    if (unusable.filter(piece::equals).isPresent()) {
      return; // Unanswered it gives up, and begins again from the start.
    }
    unusable = Optional.empty();
    try {
      SnapshotReceiving target = receivingFor(from, piece);
      target.take(piece);
      if (target.isComplete()) {
        install(target, from, piece);
      }
      answer(from, piece, target.received());
    } catch (DiskFullException e) {
      dropUnfinished(); // The sender gets no answer and will try again later.
    } catch (SnapshotDamagedException e) {
      dropUnfinished();
      unusable = Optional.of(piece);
      events.snapshotUnusable(from, e.getMessage());
    }
  }

  /** What cannot be read back never gets a name, and so replaces nothing and stops nobody. */
  private void install(SnapshotReceiving whole, NodeId from, Piece last) throws IOException {
    QueueState state = whole.load();
    whole.commit();
    receiving = Optional.empty();
    announced = Optional.of(last);
    events.snapshotReceived(new ReceivedSnapshot(from, last.term(), last.point(), state));
  }

  private SnapshotReceiving receivingFor(NodeId from, Piece piece) throws IOException {
    if (receiving.isEmpty() || !receiving.get().isOf(from, piece)) {
      dropUnfinished();
      receiving = Optional.of(new SnapshotReceiving(store, from, piece));
    }
    return receiving.get();
  }

  /** Whether this node has that snapshot, or one that reaches further: its own will do then. */
  private boolean isCovered(Piece piece) {
    return store
        .newest()
        .filter(newest -> !newest.point().index().isBefore(piece.point().index()))
        .isPresent();
  }

  /** Tells the replica once in a term, for a repeated last piece brings nothing new. */
  private void announceNewest(NodeId from, Piece piece) throws IOException {
    boolean told =
        announced
            .filter(before -> before.term().equals(piece.term()))
            .filter(before -> before.point().equals(piece.point()))
            .isPresent();
    if (!told) {
      announced = Optional.of(piece);
      SnapshotFile newest = store.newest().orElseThrow();
      events.snapshotReceived(
          new ReceivedSnapshot(
              from, piece.term(), newest.point(), SnapshotFiles.load(store, newest)));
    }
  }

  private void dropUnfinished() throws IOException {
    if (receiving.isPresent()) {
      receiving.get().close();
      receiving = Optional.empty();
    }
  }

  private void answer(NodeId to, Piece piece, long offset) {
    Wanted wanted = new Wanted(piece.term(), piece.point().index(), offset);
    links.answers().send(to, SnapshotCodec.encode(wanted));
  }

  private void send(NodeId to, SnapshotMessage message) {
    links.pieces().send(to, SnapshotCodec.encode(message));
  }
}
