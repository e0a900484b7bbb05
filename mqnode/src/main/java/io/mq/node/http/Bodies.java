package io.mq.node.http;

import io.javalin.http.Context;
import io.mq.shared.wire.ErrorCode;
import java.io.IOException;

/** Reads request bodies up to a bound, whether their length was announced or not. */
public final class Bodies {

  private Bodies() {}

  /**
   * The whole body.
   *
   * @throws RequestFailed TOO_LARGE if it has more than {@code maxBytes}
   * @throws IOException if the connection fails
   */
  public static byte[] read(Context ctx, int maxBytes) throws RequestFailed, IOException {
    long announced = ctx.req().getContentLengthLong();
    if (announced > maxBytes) {
      throw tooLarge(maxBytes);
    }
    // What is announced fits exactly; asking for more would cost a larger buffer each time.
    int room = announced >= 0 ? (int) announced : maxBytes + 1;
    byte[] body = ctx.req().getInputStream().readNBytes(room);
    if (body.length > maxBytes) {
      throw tooLarge(maxBytes);
    }
    return body;
  }

  private static RequestFailed tooLarge(int maxBytes) {
    return new RequestFailed(
        ErrorCode.TOO_LARGE, "the body may have at most " + maxBytes + " bytes");
  }
}
