package io.mq.shared.wire;

/**
 * The body of an error in the {@code /v1} and {@code /admin} APIs, sent as {@code
 * application/problem+json} (RFC 9457).
 *
 * @param type a URI that names the kind of problem
 * @param title the code in words
 * @param status the HTTP status
 * @param code one of {@link ErrorCode}
 * @param definite whether the request certainly did not take effect
 * @param detail one sentence about this occurrence
 */
public record Problem(
    String type, String title, int status, ErrorCode code, boolean definite, String detail) {

  /** The media type of this body. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** Everything but the detail follows from the code. */
  public static Problem of(ErrorCode code, String detail) {
    String words = code.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    return new Problem(
        "urn:mq:error:" + words.replace(' ', '-'),
        words,
        code.httpStatus(),
        code,
        code.definiteness() == Definiteness.DEFINITE,
        detail);
  }
}
