package io.mq.node.raft;

import io.mq.shared.id.LogIndex;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * The configurations in the log. The newest counts from the moment it is appended, committed or not
 * (Raft §6), and truncation brings back the one before it.
 */
final class Configurations {

  private record Located(LogIndex index, Configuration configuration) {}

  private final ArrayDeque<Located> stack = new ArrayDeque<>();

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

  void appended(Entry entry) {
    if (entry.kind() == EntryKind.CONFIGURATION) {
      stack.add(new Located(entry.index(), Configuration.decode(entry.payload())));
    }
  }

  void truncated(LogIndex from) {
    while (!stack.getLast().index.isBefore(from)) {
      stack.removeLast();
    }
  }
}
