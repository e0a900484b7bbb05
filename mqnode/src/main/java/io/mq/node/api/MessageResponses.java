package io.mq.node.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import io.mq.node.queue.Body;
import io.mq.node.queue.Receipt;
import io.mq.node.queue.Result;
import io.mq.node.queue.Result.Delivered;
import io.mq.shared.wire.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Messages handed out: as JSON, a body that is UTF-8 in {@code message} and any other in {@code
 * messageBase64}; or, for one message and {@code Accept: application/octet-stream}, the bare bytes
 * with its id and receipt in headers.
 */
final class MessageResponses {

  private static final String RAW = "application/octet-stream";

  private MessageResponses() {}

  /** Messages that were taken or leased; leased ones come with their receipts. */
  static void handedOut(Context ctx, Result.Messages messages) {
    write(ctx, messages, true);
  }

  /** Messages left where they are: no receipt, even if one was out on lease before. */
  static void peeked(Context ctx, Result.Messages messages) {
    write(ctx, messages, false);
  }

  private static void write(Context ctx, Result.Messages messages, boolean receipts) {
    List<Delivered> all = messages.messages();
    if (all.size() == 1 && RAW.equals(ctx.header("Accept"))) {
      Delivered only = all.getFirst();
      ctx.header(Headers.MESSAGE_ID, Long.toString(only.receipt().messageId()));
      if (receipts && isLease(only.receipt())) {
        ctx.header(Headers.RECEIPT, Receipts.text(only.receipt()));
      }
      ctx.status(200).contentType(RAW).result(only.body().bytes());
      return;
    }
    Responses.json(
        ctx,
        200,
        out -> {
          out.writeStartObject();
          out.writeArrayFieldStart("messages");
          for (Delivered delivered : all) {
            write(out, delivered, receipts);
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  private static void write(JsonGenerator out, Delivered delivered, boolean receipts)
      throws IOException {
    Receipt receipt = delivered.receipt();
    out.writeStartObject();
    out.writeNumberField("id", receipt.messageId());
    if (receipts && isLease(receipt)) {
      out.writeNumberField("attempt", receipt.attempt());
      out.writeStringField("receipt", Receipts.text(receipt));
    }
    Body body = delivered.body();
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.bytes())).toString();
      out.writeStringField("message", text);
    } catch (CharacterCodingException e) {
      out.writeBinaryField("messageBase64", body.bytes());
    }
    out.writeEndObject();
  }

  private static boolean isLease(Receipt receipt) {
    return receipt.attempt() > 0;
  }
}
