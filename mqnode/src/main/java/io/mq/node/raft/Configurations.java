package io.mq.node.raft;

import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The configurations in the log. The newest counts from the moment it is appended, committed or not
 * (Raft §6), and truncation brings back the one before it.
 */
final class Configurations {

  private record Located(LogIndex index, Configuration configuration) {}

  private final ArrayDeque<Located> stack = new ArrayDeque<>();
  private long changes;

  /** Starts with the configuration as of {@code base}. */
  Configurations(SnapshotPoint base) {
    stack.add(new Located(base.index(), base.configuration()));
  }

  Configuration current() {
    return stack.getLast().configuration;
  }

  /** Where the current configuration stands in the log. */
  LogIndex currentIndex() {
    return stack.getLast().index;
  }

  /** Grows whenever another configuration becomes the current one. */
  long changes() {
    return changes;
  }

  /**
   * Where everybody is reached who may matter: the members now, and those of before while a change
   * is not known to be committed.
   */
  SortedMap<NodeId, String> addresses(LogIndex commitIndex) {
    TreeMap<NodeId, String> addresses = new TreeMap<>();
    Iterator<Located> newestFirst = stack.descendingIterator();
    while (newestFirst.hasNext()) {
      Located located = newestFirst.next();
      located.configuration.addresses().forEach(addresses::putIfAbsent);
      if (!located.index.isAfter(commitIndex)) {
        break;
      }
    }
    return addresses;
  }

  /** The configuration as of {@code index}, which is not in front of the base. */
  Configuration at(LogIndex index) {
    Iterator<Located> newestFirst = stack.descendingIterator();
    while (newestFirst.hasNext()) {
      Located located = newestFirst.next();
      if (!located.index.isAfter(index)) {
        return located.configuration;
      }
    }
    throw new IllegalStateException("no configuration is known as of " + index);
  }

  /**
   * Whether {@code node} is a voter, or was one before a change that is not known to be committed.
   * In the latter case it may hold the only complete log, and nobody else could win (Raft thesis
   * §4.2.2).
   */
  boolean mayNeed(NodeId node, LogIndex commitIndex) {
    Iterator<Located> newestFirst = stack.descendingIterator();
    while (newestFirst.hasNext()) {
      Located located = newestFirst.next();
      if (located.configuration.isVoter(node)) {
        return true;
      }
      if (!located.index.isAfter(commitIndex)) {
        return false;
      }
    }
    return false;
  }

  void appended(Entry entry) {
    if (entry.kind() == EntryKind.CONFIGURATION) {
      stack.add(new Located(entry.index(), Configuration.decode(entry.payload())));
      changes++;
    }
  }

  /** Forgets configurations that were replaced at or in front of {@code upTo}. */
  void compacted(LogIndex upTo) {
    Located base = stack.removeFirst();
    while (!stack.isEmpty() && !stack.getFirst().index.isAfter(upTo)) {
      base = stack.removeFirst();
    }
    stack.addFirst(base);
  }

  /** Begins anew with the configuration of a snapshot. */
  void restarted(SnapshotPoint installed) {
    stack.clear();
    stack.add(new Located(installed.index(), installed.configuration()));
    changes++;
  }

  void truncated(LogIndex from) {
    while (!stack.getLast().index.isBefore(from)) {
      stack.removeLast();
      changes++;
    }
  }
}
