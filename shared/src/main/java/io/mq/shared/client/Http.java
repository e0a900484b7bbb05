package io.mq.shared.client;

import io.mq.shared.wire.Headers;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.EventListener;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * HTTP without TLS, redirects or hidden repetition: what the caller asks is sent at most once.
 * Thread-safe; calls block, and an interrupt ends them.
 */
public final class Http implements AutoCloseable {

  private static final MediaType JSON = MediaType.get("application/json");

  private final OkHttpClient client;

  /** Keeps up to {@code maxIdleConnections} connections open between calls. */
  public Http(int connectTimeoutMillis, int maxIdleConnections) {
    client =
        new OkHttpClient.Builder()
            .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
            .socketFactory(new PromptSockets())
            .connectTimeout(connectTimeoutMillis, TimeUnit.MILLISECONDS)
            // The timeout of the whole call, set for each, is the one that counts.
            .readTimeout(0, TimeUnit.MILLISECONDS)
            .writeTimeout(0, TimeUnit.MILLISECONDS)
            .connectionPool(new ConnectionPool(maxIdleConnections, 1, TimeUnit.MINUTES))
            // A repeated put is a second put, unless the caller repeats it in its session.
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .eventListenerFactory(Http::sentFlag)
            .build();
  }

  /**
   * Sends one request and waits for its answer.
   *
   * @param baseUrl of the node, without a slash at its end
   * @throws HttpFailure if none comes within {@code timeoutMillis}
   */
  public HttpAnswer send(String baseUrl, HttpCall call, long timeoutMillis) throws HttpFailure {
    SentFlag sent = new SentFlag();
    Call running = client.newCall(request(baseUrl, call, sent));
    running.timeout().timeout(Math.max(1, timeoutMillis), TimeUnit.MILLISECONDS);
    try (Response response = running.execute()) {
      return new HttpAnswer(
          response.code(),
          Optional.ofNullable(response.header(Headers.ERROR)),
          Optional.ofNullable(response.header("Location")),
          response.body().string());
    } catch (IOException e) {
      boolean timeout =
          e instanceof InterruptedIOException && !Thread.currentThread().isInterrupted();
      throw new HttpFailure(describe(e, timeoutMillis), sent.sent, timeout, e);
    }
  }

  private static Request request(String baseUrl, HttpCall call, SentFlag sent) {
    Request.Builder builder =
        new Request.Builder().url(baseUrl + call.path()).tag(SentFlag.class, sent);
    for (Map.Entry<String, String> header : call.headers().entrySet()) {
      builder.header(header.getKey(), header.getValue());
    }
    boolean bodiless = call.method().equals("GET");
    MediaType type =
        call.contentType().equals("application/json") ? JSON : MediaType.get(call.contentType());
    return builder
        .method(call.method(), bodiless ? null : RequestBody.create(call.body(), type))
        .build();
  }

  private static String describe(IOException e, long timeoutMillis) {
    return switch (e) {
      case ConnectException refused -> "connection refused";
      case InterruptedIOException late ->
          Thread.currentThread().isInterrupted()
              ? "interrupted"
              : "no answer within " + timeoutMillis + " ms";
      default -> "connection lost";
    };
  }

  private static EventListener sentFlag(Call call) {
    SentFlag flag = call.request().tag(SentFlag.class);
    return flag == null ? EventListener.NONE : flag;
  }

  /** Hears from OkHttp when the first byte of a request goes out. */
  private static final class SentFlag extends EventListener {
    private volatile boolean sent;

    @Override
    public void requestHeadersStart(Call call) {
      sent = true;
    }
  }

  @Override
  public void close() {
    client.connectionPool().evictAll();
  }
}
