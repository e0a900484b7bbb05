package io.mq.node.storage;

import io.mq.node.raft.Frame;
import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * With which data directory each peer has been met, in the file {@code peers}. A peer that comes
 * under its old number with another directory has forgotten its votes and entries, and must not be
 * taken for the one that made them (lesson 26). Thread-safe.
 */
public final class KnownPeers {

  private static final String FILE = "peers";
  private static final byte PEERS = 12;

  private final Disk disk;
  private final SortedMap<NodeId, String> incarnations = new TreeMap<>();

  private KnownPeers(Disk disk) {
    this.disk = disk;
  }

  /** Reads who was met before; a damaged file counts as nobody. */
  public static KnownPeers open(Disk disk) throws IOException {
    KnownPeers known = new KnownPeers(disk);
    Optional<ByteBuffer> payload = SmallFile.read(disk, FILE, PEERS);
    try {
      if (payload.isPresent()) {
        ByteBuffer in = payload.get();
        for (int left = in.getInt(); left > 0; left--) {
          NodeId node = new NodeId(in.getInt());
          known.incarnations.put(node, Long.toHexString(in.getLong()));
        }
      }
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      known.incarnations.clear();
    }
    return known;
  }

  /**
   * Whether a peer has the directory that it had before; one that is met for the first time is
   * noted durably.
   *
   * @param incarnation in hexadecimal digits
   * @throws IOException if it cannot be noted; the disk has failed then
   */
  public synchronized boolean isSame(NodeId peer, String incarnation) throws IOException {
    String before = incarnations.get(peer);
    if (before == null) {
      incarnations.put(peer, incarnation);
      save();
      return true;
    }
    return before.equals(incarnation);
  }

  private void save() throws IOException {
    ByteBuffer frame = Frame.allocate(PEERS, 4 + incarnations.size() * (4 + 8));
    frame.putInt(incarnations.size());
    incarnations.forEach(
        (node, incarnation) ->
            frame.putInt(node.number()).putLong(Long.parseUnsignedLong(incarnation, 16)));
    SmallFile.replace(disk, FILE, Frame.seal(frame));
  }
}
