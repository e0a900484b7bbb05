package io.mq.node.http;

import io.mq.shared.wire.Problem;

/** Writes a {@link Problem} without data binding, which would cost its start-up time. */
final class ProblemJson {

  private ProblemJson() {}

  static byte[] write(Problem problem) {
    return Json.write(
        out -> {
          out.writeStartObject();
          out.writeStringField("type", problem.type());
          out.writeStringField("title", problem.title());
          out.writeNumberField("status", problem.status());
          out.writeStringField("code", problem.code().name());
          out.writeBooleanField("definite", problem.definite());
          out.writeStringField("detail", problem.detail());
          out.writeEndObject();
        });
  }
}
