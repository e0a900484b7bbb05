package io.mq.shared.client;

import io.mq.shared.json.Json;
import io.mq.shared.json.JsonObject;
import java.io.IOException;
import java.util.Optional;

/**
 * An HTTP response.
 *
 * @param errorCode the header {@code Mq-Error}, if there is one
 * @param location the header {@code Location}, if there is one
 * @param body all of it
 */
public record HttpAnswer(
    int status, Optional<String> errorCode, Optional<String> location, String body) {

  /** Whether the status is one of 200 to 299. */
  public boolean isSuccess() {
    return status / 100 == 2;
  }

  /**
   * The body as a JSON object.
   *
   * @throws IOException if it is none
   */
  public JsonObject json() throws IOException {
    return Json.parse(body);
  }

  /** The sentence that explains an error, or empty. */
  public String detail() {
    try {
      return json().text("detail", "");
    } catch (IOException e) {
      return "";
    }
  }
}
