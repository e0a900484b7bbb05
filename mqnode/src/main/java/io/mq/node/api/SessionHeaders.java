package io.mq.node.api;

import io.javalin.http.Context;
import io.mq.node.http.RequestFailed;
import io.mq.node.queue.Command;
import io.mq.node.queue.Command.TopicCommand;
import io.mq.shared.wire.Headers;

/** The headers that make a command take effect once, however often it is sent (lesson 33). */
final class SessionHeaders {

  private SessionHeaders() {}

  /** The command under the session that the headers name, or as it is if they name none. */
  static Command wrap(Context ctx, TopicCommand command) throws RequestFailed {
    String session = ctx.header(Headers.SESSION);
    String sequence = ctx.header(Headers.SEQUENCE);
    if (session == null && sequence == null) {
      return command;
    }
    if (session == null || sequence == null) {
      throw RequestFailed.badRequest(
          "headers "
              + Headers.SESSION
              + " and "
              + Headers.SEQUENCE
              + " belong together; only one came");
    }
    return new Command.InSession(
        positive(Headers.SESSION, session), positive(Headers.SEQUENCE, sequence), command);
  }

  /** A number as it stands in a header or a path. */
  static long positive(String name, String text) throws RequestFailed {
    try {
      long number = Long.parseLong(text);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      // falls through to the sentence
    }
    throw RequestFailed.badRequest(name + " must be a whole number from 1; got " + text);
  }
}
