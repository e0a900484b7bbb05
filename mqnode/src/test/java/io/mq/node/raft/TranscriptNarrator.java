package io.mq.node.raft;

import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Says what happened: changes of role, log and answers in order, then the new commit indexes. */
final class TranscriptNarrator implements TestCluster.Listener {

  boolean showMessages;
  private final MessageCoverage coverage;
  private final List<String> lines = new ArrayList<>();
  private final SortedMap<NodeId, LogIndex> commits = new TreeMap<>();

  TranscriptNarrator(MessageCoverage coverage) {
    this.coverage = coverage;
  }

  void say(String line) {
    lines.add(line);
  }

  List<String> take() {
    SortedMap<LogIndex, List<String>> byCommit = new TreeMap<>();
    commits.forEach(
        (node, commit) ->
            byCommit.computeIfAbsent(commit, _ -> new ArrayList<>()).add(node.toString()));
    byCommit.forEach((commit, nodes) -> say(String.join(" ", nodes) + " commit " + commit));
    commits.clear();
    List<String> all = lines.isEmpty() ? List.of("ok") : List.copyOf(lines);
    lines.clear();
    return all;
  }

  @Override
  public void delivered(TestCluster.Packet packet, RaftStatus receiver) {
    if (packet.arrival() instanceof Input.Receive(NodeId _, Message message)) {
      coverage.add(receiver, message);
    }
    if (showMessages) {
      say("  " + packet.describe());
    }
  }

  @Override
  public void stepped(NodeId node, RaftStatus before, Output output, RaftStatus after) {
    if (before.role() != after.role() || !before.term().equals(after.term())) {
      say(node + " " + after.roleText() + " " + after.term());
    }
    output.restore().ifPresent(snapshot -> say(node + " restored snapshot " + snapshot.describe()));
    if (output.repaired()) {
      say(node + " is repaired");
    }
    if (!before.configuration().equals(after.configuration())) {
      say(node + " has " + after.configuration().describe());
    }
    output.write().ifPresent(write -> sayWritten(node, before, write));
    output.proposal().ifPresent(proposal -> sayProposal(node, proposal));
    output.reads().forEach(read -> sayRead(node, read));
    output.admin().ifPresent(answer -> say(node + " " + answer.describe()));
    if (!before.commitIndex().equals(after.commitIndex())) {
      commits.put(node, after.commitIndex());
    }
    if (output.moreCommitted()) {
      say(node + " applied up to " + after.appliedIndex() + ", more to come");
    }
  }

  private void sayWritten(NodeId node, RaftStatus before, Output.Write write) {
    if (write.entries().isEmpty()) {
      return;
    }
    Entry first = write.entries().getFirst();
    Entry last = write.entries().getLast();
    if (!first.index().isAfter(before.lastIndex())) {
      say(node + " truncated from " + first.index());
    }
    String range =
        write.entries().size() == 1
            ? first.describe()
            : first.describe() + " to " + last.describe();
    say(node + " appended " + range);
  }

  private void sayProposal(NodeId node, Output.Proposal proposal) {
    if (!(proposal instanceof Output.Proposal.Appended)) {
      say(node + " answers " + proposal.describe());
    }
  }

  private void sayRead(NodeId node, Output.ReadAnswer answer) {
    say(node + " answers " + answer.describe());
  }
}
