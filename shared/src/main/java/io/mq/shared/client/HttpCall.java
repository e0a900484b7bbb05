package io.mq.shared.client;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP request, apart from where it goes. Immutable.
 *
 * @param path with its query, percent-encoded, beginning with a slash
 * @param body empty for none
 */
public record HttpCall(
    String method, String path, Map<String, String> headers, String contentType, String body) {

  private static final String JSON = "application/json";

  /** A request without a body. */
  public static HttpCall of(String method, String path) {
    return new HttpCall(method, path, Map.of(), JSON, "");
  }

  /** A request with a JSON body. */
  public static HttpCall json(String method, String path, String body) {
    return new HttpCall(method, path, Map.of(), JSON, body);
  }

  /** The same with one header more. */
  public HttpCall with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new HttpCall(method, path, more, contentType, body);
  }
}
