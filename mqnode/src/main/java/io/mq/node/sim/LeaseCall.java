package io.mq.node.sim;

import io.mq.node.queue.Command.TopicCommand;
import io.mq.node.queue.Receipt;
import io.mq.node.queue.Result;
import java.util.List;
import java.util.Optional;

/**
 * What a client asked of a topic whose messages are leased, and what it heard.
 *
 * @param client who asked
 * @param command what for
 * @param fromNanos when it asked
 * @param fromLogMillis log time had come at least so far then
 * @param toNanos when it had its answer; {@link #NEVER} if what it asked for may yet happen
 * @param toLogMillis no entry that was committed by then has a later log time
 * @param newestLogMillis nobody's log time was beyond that by then
 * @param result the answer, if there is one
 */
record LeaseCall(
    String client,
    TopicCommand command,
    long fromNanos,
    long fromLogMillis,
    long toNanos,
    long toLogMillis,
    long newestLogMillis,
    Optional<Result> result) {

  static final long NEVER = Long.MAX_VALUE;

  /** A call without an answer as yet. */
  static LeaseCall begun(String client, TopicCommand command, long fromNanos, long fromLogMillis) {
    return new LeaseCall(
        client, command, fromNanos, fromLogMillis, NEVER, NEVER, NEVER, Optional.empty());
  }

  /** The same call with its end. */
  LeaseCall ended(
      long atNanos, long committedLogMillis, long leadersLogMillis, Optional<Result> answer) {
    return new LeaseCall(
        client,
        command,
        fromNanos,
        fromLogMillis,
        atNanos,
        committedLogMillis,
        leadersLogMillis,
        answer);
  }

  /** The messages that it was given. */
  List<Result.Delivered> given() {
    return result.orElse(null) instanceof Result.Messages(List<Result.Delivered> messages)
        ? messages
        : List.of();
  }

  /** The receipts that it was told were good. */
  List<Receipt> honoured() {
    return result.orElse(null) instanceof Result.ReceiptsChecked checked
        ? checked.honoured()
        : List.of();
  }

  /** The receipts that it was told were stale. */
  List<Receipt> stale() {
    return result.orElse(null) instanceof Result.ReceiptsChecked checked
        ? checked.stale()
        : List.of();
  }

  /** Whether it may have had an effect that nobody was told of. */
  boolean isUnknown() {
    return toNanos == NEVER;
  }
}
