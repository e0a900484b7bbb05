package io.mq.node.raft;

import io.mq.node.raft.quorum.Quorum;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** Rules with one planted bug each. A test that lets one pass proves little. */
public final class Mutants {

  /** What each does wrong, and the rules that do it. */
  public static final SequencedMap<String, Rules> ALL = new LinkedHashMap<>();

  static {
    ALL.put("votes for a candidate whose log is behind", new VotesForAnyLog());
    ALL.put("votes twice in a term", new VotesTwice());
    ALL.put("votes before the vote is durable (lesson 10)", new VotesBeforeForce());
    ALL.put("commits earlier terms by counting (lesson 2)", new CountsEarlierTerms());
    ALL.put("counts its own copy before it is durable (lesson 12)", new CountsUnforced());
    ALL.put("acknowledges beyond the request (lesson 19)", new AcknowledgesAll());
    ALL.put("acknowledges before the force", new AcknowledgesUnforced());
    ALL.put("commits beyond the matched prefix (lesson 20)", new CommitsUnmatched());
    ALL.put("cuts the log without a conflict (lesson 18)", new CutsAlways());
    ALL.put("keeps conflicting entries", new CutsNever());
    ALL.put("reads before an own-term commit (lesson 3)", new ReadsTooSoon());
    ALL.put("reads without asking a quorum (lesson 3)", new ReadsUnconfirmed());
    ALL.put("lets the log time run backwards (lesson 32)", new ForgetsLogTime());
    ALL.put("keeps a fast clock's log time as a follower (lesson 32)", new FollowsNoTime());
    ALL.put("changes members before an own-term commit (lesson 1)", new ChangesTooSoon());
    ALL.put("changes members twice at once (lesson 31)", new ChangesTwice());
    ALL.put("changes to voters who do not answer", new ChangesToSilent());
    ALL.put("gives votes to learners that lag (lesson 31)", new PromotesAnybody());
    ALL.put("decides by the new majority alone while joint (lesson 31)", new DecidesByNew());
    ALL.put("counts learners (lesson 31)", new CountsLearners());
    ALL.put("leads on after it was taken out", new LeadsOnRemoved());
    ALL.put("drops entries behind a covered snapshot (lesson 21)", new DropsSuffix());
    ALL.put("keeps a conflicting entry at a snapshot (lesson 22)", new KeepsConflict());
    ALL.put("votes while under repair (lesson 17)", new VotesUnderRepair());
    ALL.put("counts a follower under repair (lesson 17)", new CountsUnderRepair());
    ALL.put("ends a repair before the log is complete (lesson 17)", new EndsRepairTooSoon());
    ALL.put("ends a repair without a quorum of others (lesson 17)", new EndsRepairUncommitted());
    ALL.put("grants pre-votes whatever the log (lesson 6)", new PreVotesForAnyLog());
    ALL.put("helps to unseat a leader it hears", new Disloyal());
    ALL.put("leads on without a quorum (lesson 8)", new LeadsOnAlone());
    ALL.put("leads on with a hung disk (lesson 9)", new LeadsOnHungDisk());
  }

  private Mutants() {}

  private static final class VotesForAnyLog extends Rules {
    @Override
    public boolean isUpToDate(
        Term candidateLastTerm, LogIndex candidateLastIndex, Term lastTerm, LogIndex lastIndex) {
      return true;
    }
  }

  private static final class VotesTwice extends Rules {
    @Override
    public boolean mayVoteFor(Optional<NodeId> vote, NodeId candidate) {
      return true;
    }
  }

  private static final class ChangesToSilent extends Rules {
    @Override
    public boolean couldAgree(Quorum next, Predicate<NodeId> answers) {
      return true;
    }
  }

  private static final class VotesUnderRepair extends Rules {
    @Override
    public boolean mayVote(boolean repairing) {
      return true;
    }
  }

  private static final class CountsUnderRepair extends Rules {
    @Override
    public boolean counts(boolean repairing) {
      return true;
    }
  }

  private static final class EndsRepairTooSoon extends Rules {
    @Override
    public boolean isRepaired(LogIndex match, LogIndex barrier, LogIndex commit) {
      return !commit.isBefore(barrier);
    }
  }

  private static final class EndsRepairUncommitted extends Rules {
    @Override
    public boolean isRepaired(LogIndex match, LogIndex barrier, LogIndex commit) {
      return !match.isBefore(barrier);
    }
  }

  private static final class VotesBeforeForce extends Rules {
    @Override
    public boolean replyWaitsForHardState(boolean hardStatePending) {
      return false;
    }
  }

  private static final class CountsEarlierTerms extends Rules {
    @Override
    public boolean mayCommitByCounting(Term entryTerm, Term leaderTerm) {
      return true;
    }
  }

  private static final class CountsUnforced extends Rules {
    @Override
    public LogIndex ownMatch(LogIndex durableIndex, LogIndex lastIndex) {
      return lastIndex;
    }
  }

  private static final class AcknowledgesAll extends Rules {
    @Override
    public LogIndex acknowledged(Message.AppendRequest request, LogIndex lastIndex) {
      return lastIndex;
    }
  }

  private static final class AcknowledgesUnforced extends Rules {
    @Override
    public boolean acknowledgementWaits(LogIndex acknowledged, LogIndex durableIndex) {
      return false;
    }
  }

  private static final class CommitsUnmatched extends Rules {
    @Override
    public LogIndex followerCommit(Message.AppendRequest request, LogIndex lastIndex) {
      return LogIndex.min(request.commit(), lastIndex);
    }
  }

  private static final class CutsAlways extends Rules {
    @Override
    public boolean conflicts(Term existing, Term received) {
      return true;
    }
  }

  private static final class CutsNever extends Rules {
    @Override
    public boolean conflicts(Term existing, Term received) {
      return false;
    }
  }

  private static final class ReadsTooSoon extends Rules {
    @Override
    public boolean mayServeReads(Term termAtCommit, Term leaderTerm) {
      return true;
    }
  }

  private static final class ReadsUnconfirmed extends Rules {
    @Override
    public long confirmedRound(Quorum quorum, ToLongFunction<NodeId> ackedRound) {
      return Long.MAX_VALUE;
    }
  }

  private static final class ForgetsLogTime extends Rules {
    @Override
    public long raisedLogTime(long logTimeMillis, long entryTimeMillis) {
      return logTimeMillis;
    }
  }

  private static final class FollowsNoTime extends Rules {
    @Override
    public long followedLogTime(long ownTimeMillis, long leaderTimeMillis) {
      return Math.max(ownTimeMillis, leaderTimeMillis);
    }
  }

  private static final class ChangesTooSoon extends Rules {
    @Override
    public boolean mayChangeMembership(Term termAtCommit, Term leaderTerm) {
      return true;
    }

    /** Which would make it wait for the followers, and so for the commit as well. */
    @Override
    public boolean couldAgree(Quorum next, Predicate<NodeId> answers) {
      return true;
    }
  }

  private static final class ChangesTwice extends Rules {
    @Override
    public boolean changeIsUnderWay(boolean joint, boolean committed) {
      return false;
    }
  }

  private static final class PromotesAnybody extends Rules {
    @Override
    public boolean hasCaughtUp(LogIndex match, LogIndex lastIndex, long maxLagEntries) {
      return true;
    }
  }

  private static final class DecidesByNew extends Rules {
    @Override
    public Quorum quorum(Configuration configuration) {
      return new Quorum(configuration.voters(), new TreeSet<>());
    }
  }

  private static final class CountsLearners extends Rules {
    @Override
    public Quorum quorum(Configuration configuration) {
      TreeSet<NodeId> all = new TreeSet<>(configuration.voters());
      all.addAll(configuration.learners());
      return new Quorum(all, configuration.outgoing());
    }
  }

  private static final class LeadsOnRemoved extends Rules {
    @Override
    public boolean resigns(boolean isVoter) {
      return false;
    }
  }

  private static final class DropsSuffix extends Rules {
    @Override
    public boolean snapshotIsContained(Optional<Term> termInLog, Term snapshotTerm) {
      return false;
    }
  }

  private static final class KeepsConflict extends Rules {
    @Override
    public boolean snapshotIsContained(Optional<Term> termInLog, Term snapshotTerm) {
      return termInLog.isPresent();
    }
  }

  private static final class PreVotesForAnyLog extends Rules {
    @Override
    public boolean isUpToDateForPreVote(
        Term candidateLastTerm, LogIndex candidateLastIndex, Term lastTerm, LogIndex lastIndex) {
      return true;
    }
  }

  private static final class Disloyal extends Rules {
    @Override
    public boolean refusesForLiveLeader(boolean hearsLeader, boolean transfer) {
      return false;
    }
  }

  private static final class LeadsOnAlone extends Rules {
    @Override
    public boolean lostQuorum(long ticksSinceQuorum, RaftSettings settings) {
      return false;
    }
  }

  private static final class LeadsOnHungDisk extends Rules {
    @Override
    public boolean diskIsStalled(long pendingWriteTicks, RaftSettings settings) {
      return false;
    }
  }
}
