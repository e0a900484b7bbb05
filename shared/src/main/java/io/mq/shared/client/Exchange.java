package io.mq.shared.client;

import io.mq.shared.wire.Definiteness;
import io.mq.shared.wire.ErrorCode;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * One request with all its tries, at one node after the other, until it is answered or its deadline
 * passes. Remembers whether any try may have taken effect, for that decides between refused and
 * unknown (lessons 33 and 36). Confined to one thread.
 *
 * @param <T> what a success brings
 */
final class Exchange<T> {

  /** How an answer is read. */
  interface Reader<T> {
    T read(HttpAnswer answer) throws java.io.IOException;
  }

  /** What kind of request it is: may it be sent again when an earlier try may have acted? */
  enum Repeat {
    /** It changes nothing, or nothing that matters twice. */
    HARMLESS,
    /** It is sent under a session and a sequence. */
    IN_SESSION,
    /** A second try could act twice. */
    NEVER
  }

  private static final long LONGEST_TRY_MILLIS = 5_000;

  /** With the pauses between tries about as long as an election takes. */
  private static final int MOST_TIMES_NOT_BELIEVED = 7;

  private final MqClient client;
  private final Repeat repeat;
  private final Reader<T> reader;
  private final Function<HttpAnswer, ErrorCode> codes;
  private final Retries retries;
  private long tryTimeoutMillis;
  private String lastNode = "";
  private String hanging = "";
  private int timesNotBelieved;
  private boolean mayHaveActed;
  private boolean sessionIsGone;
  private String lastTrouble = "no node was asked";

  /** What a node that could be asked last said; empty as soon as another could not be asked. */
  private Optional<Outcome.Refused<T>> lastRefusal = Optional.empty();

  Exchange(
      MqClient client,
      Repeat repeat,
      Reader<T> reader,
      Function<HttpAnswer, ErrorCode> codes,
      Retries retries) {
    this.client = client;
    this.repeat = repeat;
    this.reader = reader;
    this.codes = codes;
    this.retries = retries;
    this.tryTimeoutMillis = client.settings().tryTimeoutMillis();
  }

  /** Whether the last {@link #run} ended because the session is gone and nothing has happened. */
  boolean needsNewSession() {
    return sessionIsGone && !mayHaveActed;
  }

  /** The node that was asked last. */
  String lastNode() {
    return lastNode;
  }

  /** Tries until there is an outcome. */
  Outcome<T> run(HttpCall call) {
    do {
      if (!client.findLeader()) {
        lastTrouble = "no node says in /status that it leads";
        retries.pause();
        continue;
      }
      String target = target();
      lastNode = target;
      Outcome<T> outcome;
      try {
        long left = retries.leftMillis();
        // What may not be sent twice need not be cut short for the sake of a second try.
        long timeout = repeat == Repeat.NEVER ? left : Math.min(tryTimeoutMillis, left);
        outcome = judge(target, client.http().send(target, call, timeout));
      } catch (HttpFailure e) {
        if (e.isTimeout() && e.wasSent()) {
          leaveBehind(target);
        }
        lastRefusal = Optional.empty();
        outcome = trouble(target, e.getMessage(), e.wasSent());
      }
      if (outcome != null) {
        return outcome;
      }
    } while (!retries.isOver());
    return outOfTime();
  }

  /** Whom to ask: not again the one that hangs while there is somebody else. */
  private String target() {
    String target = client.target();
    if (target.equals(hanging) && timesNotBelieved < MOST_TIMES_NOT_BELIEVED) {
      client.leave(target);
      return client.target();
    }
    return target;
  }

  /**
   * It hangs, or is slow. In case it is slow the next try takes longer, and until the others have
   * had the time to notice that it hangs they are not believed when they name it as leader.
   */
  private void leaveBehind(String target) {
    tryTimeoutMillis = Math.min(2 * tryTimeoutMillis, LONGEST_TRY_MILLIS);
    hanging = target;
    timesNotBelieved = 0;
  }

  /** The outcome that an answer means, or null to try again. */
  private Outcome<T> judge(String target, HttpAnswer answer) {
    if (answer.isSuccess()) {
      try {
        T value = reader.read(answer);
        return new Outcome.Done<>(value);
      } catch (java.io.IOException e) {
        return new Outcome.Unknown<>(target + " answered something unreadable: " + e.getMessage());
      }
    }
    if (answer.status() == 307 && answer.location().isPresent()) {
      return redirected(target, answer.location().get());
    }
    ErrorCode code = codes.apply(answer);
    return switch (code.retryRule()) {
      case NEVER -> refused(code, answer);
      case ALWAYS -> {
        lastRefusal = Optional.of(new Outcome.Refused<>(code, detail(code, answer)));
        yield trouble(target, code.name(), false);
      }
      case WITH_SESSION -> trouble(target, code.name(), true);
    };
  }

  private Outcome<T> redirected(String target, String location) {
    String leader = base(location);
    if (!client.settings().followsRedirects()) {
      String detail = target + " is not the leader, which is " + leader;
      return ended(ErrorCode.NOT_LEADER, detail);
    }
    lastTrouble = target + " names " + leader + " as leader";
    if (leader.equals(hanging) && timesNotBelieved < MOST_TIMES_NOT_BELIEVED) {
      timesNotBelieved++;
      client.leave(target);
    } else {
      client.learnLeader(leader);
    }
    retries.pause();
    return null;
  }

  private Outcome<T> refused(ErrorCode code, HttpAnswer answer) {
    if (code == ErrorCode.SESSION_UNKNOWN) {
      sessionIsGone = true;
    }
    String detail = detail(code, answer);
    if (repeat != Repeat.HARMLESS && code.definiteness() == Definiteness.MAYBE) {
      return new Outcome.Unknown<>(detail);
    }
    return ended(code, detail);
  }

  /**
   * A refusal. It counts for earlier tries as well only if it is the state machine's own answer to
   * this sequence number; any other may differ from node to node.
   */
  private Outcome<T> ended(ErrorCode code, String detail) {
    boolean answersSequence =
        switch (code) {
          case TOPIC_UNKNOWN, TOPIC_EXISTS, QUEUE_EMPTY, RECEIPT_STALE -> true;
          default -> false;
        };
    if (mayHaveActed && !answersSequence) {
      return new Outcome.Unknown<>(detail + "; an earlier try may have taken effect");
    }
    return new Outcome.Refused<>(code, detail);
  }

  /** A try that did not end it: remembers what it may have done, and goes on if that is allowed. */
  private Outcome<T> trouble(String target, String what, boolean mayAct) {
    lastTrouble = target + ": " + what;
    client.leave(target);
    if (mayAct && repeat != Repeat.HARMLESS) {
      mayHaveActed = true;
      if (repeat == Repeat.NEVER) {
        return new Outcome.Unknown<>(lastTrouble + ", after the request was sent");
      }
    }
    retries.pause();
    return null;
  }

  private Outcome<T> outOfTime() {
    if (mayHaveActed) {
      return new Outcome.Unknown<>("no outcome before the deadline; last, " + lastTrouble);
    }
    return lastRefusal.orElseGet(
        () ->
            new Outcome.Refused<>(
                ErrorCode.NO_LEADER,
                "no leader answered before the deadline; last, " + lastTrouble));
  }

  private static String detail(ErrorCode code, HttpAnswer answer) {
    return answer.detail().isEmpty() ? words(code) : answer.detail();
  }

  private static String words(ErrorCode code) {
    return switch (code) {
      case TOPIC_UNKNOWN -> "there is no such topic";
      case TOPIC_EXISTS -> "the topic exists already";
      case QUEUE_EMPTY -> "the topic has no message to give";
      default -> code.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    };
  }

  private static String base(String location) {
    URI uri = URI.create(location);
    return uri.getScheme() + "://" + uri.getAuthority();
  }
}
