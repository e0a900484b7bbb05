package io.mq.node.raft;

import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every message, of an earlier, the same and a later term, to n1 in every role, from n2 (lesson 7).
 * Each line starts with a fresh n1 whose log is 1/1 2/2, in term 5 when it starts.
 */
final class RoleMessageTable {

  private static final NodeId SELF = new NodeId(1);
  private static final NodeId PEER = new NodeId(2);
  private static final long REPAIR = 8;

  private final RaftSettings settings;
  private final Rules rules;
  private final MessageCoverage coverage;

  RoleMessageTable(RaftSettings settings, Rules rules, MessageCoverage coverage) {
    this.settings = settings;
    this.rules = rules;
    this.coverage = coverage;
  }

  /** One line per message to a node in {@code role}. */
  List<String> lines(String role) {
    Term term = in(role).status().term();
    List<String> lines = new ArrayList<>();
    for (Term of : List.of(new Term(term.value() - 1), term, term.next())) {
      messages(of).forEach(message -> lines.add(line(in(role), message)));
    }
    return lines;
  }

  private static List<Message> messages(Term term) {
    LogIndex last = new LogIndex(2);
    Term lastTerm = new Term(2);
    Entry entry = Entry.of(last.next(), term, EntryKind.COMMAND, 0, ByteBuffer.allocate(1));
    return List.of(
        new Message.PreVoteRequest(term, last, lastTerm),
        new Message.PreVoteReply(term, true),
        new Message.PreVoteReply(term, false),
        new Message.VoteRequest(term, last, lastTerm, false),
        new Message.VoteRequest(term, last, lastTerm, true),
        new Message.VoteRequest(term, LogIndex.ZERO, Term.ZERO, true),
        new Message.VoteReply(term, true),
        new Message.VoteReply(term, false),
        new Message.AppendRequest(term, last, lastTerm, List.of(entry), last, 0, 0),
        new Message.AppendRequest(term, last.plus(5), term, List.of(), last, 0, 0),
        new Message.AppendAccepted(term, last, 0),
        new Message.AppendRejected(term, last, LogIndex.ZERO, Term.ZERO, 0),
        new Message.Repairing(7, new Message.AppendAccepted(term, last, 0)),
        new Message.Repaired(term, REPAIR),
        new Message.TimeoutNow(term));
  }

  /** A fresh node, brought into the role and with everything forced. */
  private RaftCore in(String role) {
    List<NodeId> members = List.of(SELF, PEER, new NodeId(3));
    List<Entry> log = TranscriptCommands.entries("1,2");
    HardState hardState = new HardState(new Term(5), Optional.empty());
    SnapshotPoint members3 = SnapshotPoint.initial(Configuration.of(members));
    Restored whole = new Restored(hardState, members3, log);
    Restored restored = role.equals("repairing") ? whole.damaged(REPAIR) : whole;
    RaftCore core = new RaftCore(SELF, settings, restored, new ScriptedRandom().of(SELF), rules);
    switch (role) {
      case "repairing" -> hear(core);
      case "follower" -> hear(core);
      case "disloyal" -> {
        hear(core);
        core.step(new Input.LinkDown(PEER));
      }
      case "pre-candidate" -> campaign(core);
      case "candidate" -> {
        campaign(core);
        receive(core, new Message.PreVoteReply(new Term(6), true));
      }
      case "leader" -> {
        campaign(core);
        receive(core, new Message.PreVoteReply(new Term(6), true));
        receive(core, new Message.VoteReply(new Term(6), true));
      }
      default -> throw new IllegalArgumentException("no such role: " + role);
    }
    return core;
  }

  private static void hear(RaftCore core) {
    LogIndex last = new LogIndex(2);
    receive(
        core,
        new Message.AppendRequest(new Term(5), last, new Term(2), List.of(), LogIndex.ZERO, 0, 0));
  }

  private void campaign(RaftCore core) {
    for (int tick = 0; tick < settings.electionTicksMax(); tick++) {
      core.step(new Input.Tick());
    }
  }

  /** Steps, and forces what is to be written. */
  private static Output receive(RaftCore core, Message message) {
    Output output = core.step(new Input.Receive(PEER, message));
    output.write().ifPresent(write -> core.step(new Input.Persisted(write.sequence())));
    return output;
  }

  private String line(RaftCore core, Message message) {
    coverage.add(core.status(), message);
    try {
      Output output = receive(core, message);
      RaftStatus after = core.status();
      List<String> effects = new ArrayList<>();
      effects.add(after.roleText() + " " + after.term());
      after.vote().ifPresent(vote -> effects.add("vote " + vote));
      output
          .write()
          .ifPresent(
              write -> write.entries().forEach(entry -> effects.add("append " + entry.describe())));
      if (output.repaired()) {
        effects.add("repaired");
      }
      output.sendNow().forEach(sent -> effects.add(describe("now", sent)));
      output.sendAfterPersist().forEach(sent -> effects.add(describe("forced", sent)));
      return message.describe() + ": " + String.join("; ", effects);
    } catch (IllegalStateException broken) {
      return message.describe() + ": " + broken.getMessage();
    }
  }

  private static String describe(String when, Envelope sent) {
    return when + " to " + sent.to() + " " + sent.message().describe();
  }
}
