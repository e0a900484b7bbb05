package io.mq.node.sim;

import io.mq.node.queue.Body;
import io.mq.node.queue.Command;
import io.mq.node.queue.Command.Get;
import io.mq.node.queue.Command.InSession;
import io.mq.node.queue.Command.Put;
import io.mq.node.queue.Command.TopicCommand;
import io.mq.node.queue.Result;
import io.mq.node.raft.RaftSettings;
import io.mq.node.runtime.Answer;
import io.mq.shared.wire.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Bugs on the way between a client and the replica. */
final class RequestMutants {

  private RequestMutants() {}

  static List<Mutant> all() {
    return List.of(
        asks(
            "forgets which session a request belongs to",
            "33: a repeat gets the first answer",
            command -> command instanceof InSession wrapped ? wrapped.command() : command),
        asks(
            "takes every sequence number for the first",
            "33: one number per request",
            command ->
                command instanceof InSession wrapped
                    ? new InSession(wrapped.session(), 1, wrapped.command())
                    : command),
        new Mutant(
            "has no quota of uncommitted entries",
            "27: a byte quota on proposals",
            Profile.NETWORK,
            NoQuota::new),
        asks("puts each message twice", "33: exactly once", inside(RequestMutants::twice)),
        new Mutant(
            "takes two messages and hands out one",
            "34: what is taken is handed out",
            Profile.CALM,
            () -> new Changed(inside(RequestMutants::greedy), RequestMutants::firstOnly)),
        answers(
            "calls the unknown refused",
            "36: not leader any more is not refused",
            Profile.NETWORK,
            answer ->
                answer instanceof Answer.Failed failed && failed.code() == ErrorCode.OUTCOME_UNKNOWN
                    ? new Answer.Failed(ErrorCode.NO_LEADER, Optional.empty())
                    : answer),
        answers(
            "calls the unknown done",
            "36: only what was applied is done",
            Profile.NETWORK,
            answer ->
                answer instanceof Answer.Failed failed && failed.code() == ErrorCode.OUTCOME_UNKNOWN
                    ? new Answer.Done(new Result.Appended(1, 1))
                    : answer),
        answers(
            "says empty when it does not know",
            "3: an empty topic is something read",
            Profile.NETWORK,
            answer ->
                answer instanceof Answer.Failed failed && failed.code() == ErrorCode.OUTCOME_UNKNOWN
                    ? new Answer.Done(new Result.Refused(Result.Refusal.QUEUE_EMPTY))
                    : answer));
  }

  private static TopicCommand twice(TopicCommand command) {
    if (!(command instanceof Put(String topic, List<Body> messages))) {
      return command;
    }
    List<Body> doubled = new ArrayList<>(messages);
    doubled.addAll(messages);
    return new Put(topic, doubled);
  }

  private static TopicCommand greedy(TopicCommand command) {
    return command instanceof Get(String topic, int max) ? new Get(topic, max + 1) : command;
  }

  private static Answer firstOnly(Answer answer) {
    return answer instanceof Answer.Done(Result.Messages(List<Result.Delivered> messages))
        ? new Answer.Done(new Result.Messages(messages.subList(0, 1)))
        : answer;
  }

  private static UnaryOperator<Command> inside(UnaryOperator<TopicCommand> change) {
    return command ->
        switch (command) {
          case InSession(long session, long sequence, TopicCommand wrapped) ->
              new InSession(session, sequence, change.apply(wrapped));
          case TopicCommand bare -> change.apply(bare);
          case Command.OpenSession open -> open;
          case Command.CloseSession close -> close;
        };
  }

  private static Mutant asks(String name, String lesson, UnaryOperator<Command> change) {
    return new Mutant(
        name, lesson, Profile.NETWORK, () -> new Changed(change, UnaryOperator.identity()));
  }

  private static Mutant answers(
      String name, String lesson, Profile profile, UnaryOperator<Answer> change) {
    return new Mutant(name, lesson, profile, () -> new Changed(UnaryOperator.identity(), change));
  }

  private static final class NoQuota extends Assembly {
    @Override
    public RaftSettings settings(RaftSettings sound) {
      return new RaftSettings(
          sound.tickMillis(),
          sound.heartbeatTicks(),
          sound.electionTicksMin(),
          sound.electionTicksMax(),
          sound.maxAppendBytes(),
          sound.maxInflightBytes(),
          Long.MAX_VALUE / 2,
          sound.maxApplyBytes());
    }
  }

  private static final class Changed extends Assembly {
    private final UnaryOperator<Command> command;
    private final UnaryOperator<Answer> answer;

    Changed(UnaryOperator<Command> command, UnaryOperator<Answer> answer) {
      this.command = command;
      this.answer = answer;
    }

    @Override
    public Command command(Command sound) {
      return command.apply(sound);
    }

    @Override
    public Answer answer(Answer sound) {
      return answer.apply(sound);
    }
  }
}
