package io.mq.node.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import io.mq.node.http.JsonBody;
import io.mq.node.http.RequestFailed;
import io.mq.node.queue.Receipt;
import io.mq.node.queue.Result;
import io.mq.shared.wire.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Receipts as clients see them, {@code "MESSAGE-ATTEMPT"}, and the answer to handing them in. */
final class Receipts {

  /** The most receipts in one call. */
  static final int MAX_RECEIPTS = 1000;

  private Receipts() {}

  static String text(Receipt receipt) {
    return receipt.messageId() + "-" + receipt.attempt();
  }

  /** The receipts in {@code {"receipts":["5-1",..]}}. */
  static List<Receipt> parse(byte[] body) throws RequestFailed {
    List<String> texts = JsonBody.parse(body).texts("receipts");
    if (texts.isEmpty() || texts.size() > MAX_RECEIPTS) {
      throw RequestFailed.badRequest(
          "receipts must hold 1 to " + MAX_RECEIPTS + " receipts; got " + texts.size());
    }
    List<Receipt> receipts = new ArrayList<>(texts.size());
    for (String text : texts) {
      if (!text.matches("[1-9][0-9]{0,17}-[1-9][0-9]{0,8}")) {
        throw RequestFailed.badRequest("a receipt looks like 5-1; got " + text);
      }
      int dash = text.indexOf('-');
      receipts.add(
          new Receipt(
              Long.parseLong(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1))));
    }
    return receipts;
  }

  /** 200 with what was honoured and what was not; 409 if nothing was (lesson 35). */
  static void respond(Context ctx, Result result) throws RequestFailed {
    if (!(result instanceof Result.ReceiptsChecked checked)) {
      throw Requests.unexpected(result);
    }
    if (checked.honoured().isEmpty()) {
      throw new RequestFailed(
          ErrorCode.RECEIPT_STALE, "none of these messages is out under this attempt any more");
    }
    Responses.json(
        ctx,
        200,
        out -> {
          out.writeStartObject();
          writeList(out, "honoured", checked.honoured());
          writeList(out, "stale", checked.stale());
          out.writeEndObject();
        });
  }

  private static void writeList(JsonGenerator out, String name, List<Receipt> receipts)
      throws IOException {
    out.writeArrayFieldStart(name);
    for (Receipt receipt : receipts) {
      out.writeString(text(receipt));
    }
    out.writeEndArray();
  }
}
