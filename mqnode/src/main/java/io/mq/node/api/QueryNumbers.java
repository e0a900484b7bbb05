package io.mq.node.api;

import io.javalin.http.Context;
import io.mq.node.http.RequestFailed;

/** Whole numbers in the query of a URL. */
final class QueryNumbers {

  /** The most messages that one call hands out. */
  static final int MAX_MESSAGES = 256;

  private QueryNumbers() {}

  /** The {@code max} of calls that hand out messages; 1 if it is not given. */
  static int max(Context ctx) throws RequestFailed {
    return (int) number(ctx, "max", 1, MAX_MESSAGES, 1);
  }

  static long number(Context ctx, String name, long min, long max, long otherwise)
      throws RequestFailed {
    String text = ctx.queryParam(name);
    if (text == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // falls through to the sentence
    }
    throw RequestFailed.badRequest(
        name + " must be a whole number from " + min + " to " + max + "; got " + text);
  }
}
