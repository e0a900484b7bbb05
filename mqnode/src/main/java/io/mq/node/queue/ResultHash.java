package io.mq.node.queue;

import io.mq.node.queue.Result.Delivered;
import java.util.List;

/** A hash of an answer, the same on every node. */
final class ResultHash {

  private ResultHash() {}

  static long of(Result result) {
    return switch (result) {
      case Result.TopicChanged ignored -> 1;
      case Result.Appended(long first, int count) -> Hashes.of(2, first, count);
      case Result.Messages(List<Delivered> messages) -> {
        long hash = 3;
        for (Delivered message : messages) {
          hash =
              Hashes.of(
                  hash,
                  message.receipt().messageId(),
                  message.receipt().attempt(),
                  message.body().hash());
        }
        yield hash;
      }
      case Result.ReceiptsChecked(List<Receipt> honoured, List<Receipt> stale) ->
          Hashes.of(4, of(honoured), of(stale));
      case Result.SessionOpened(long session) -> Hashes.of(5, session);
      case Result.SessionClosed ignored -> 6;
      case Result.Topics(List<Result.TopicInfo> topics) -> {
        long hash = 7;
        for (Result.TopicInfo topic : topics) {
          hash = Hashes.of(hash, of(topic));
        }
        yield hash;
      }
      case Result.TopicInfo info ->
          Hashes.of(
              Body.of(info.topic()).hash(),
              info.ready(),
              info.leased(),
              info.nextMessageId(),
              info.bytes());
      case Result.Refused(Result.Refusal reason) -> Hashes.of(8, Body.of(reason.name()).hash());
    };
  }

  private static long of(List<Receipt> receipts) {
    long hash = receipts.size();
    for (Receipt receipt : receipts) {
      hash = Hashes.of(hash, receipt.messageId(), receipt.attempt());
    }
    return hash;
  }
}
