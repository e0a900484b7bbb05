package io.mq.node.admin;

import io.mq.node.http.RequestFailed;
import io.mq.shared.wire.ErrorCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the replica to answer, which takes no longer than its mailbox. */
final class Awaited {

  private static final long MAX_WAIT_MILLIS = 5_000;

  private Awaited() {}

  static <T> T of(CompletableFuture<T> answer) throws RequestFailed {
    return of(answer, MAX_WAIT_MILLIS);
  }

  static <T> T of(CompletableFuture<T> answer, long maxWaitMillis) throws RequestFailed {
    try {
      return answer.get(maxWaitMillis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new RequestFailed(
          ErrorCode.OUTCOME_UNKNOWN, "the node has not answered within " + maxWaitMillis + " ms");
    } catch (ExecutionException e) {
      throw new RequestFailed(ErrorCode.INTERNAL, "the node failed on this request");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RequestFailed(ErrorCode.OUTCOME_UNKNOWN, "the node is stopping");
    }
  }
}
