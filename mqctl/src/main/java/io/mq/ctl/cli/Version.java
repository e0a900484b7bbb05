package io.mq.ctl.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The version this was built as. */
public final class Version {

  private static final String RESOURCE = "/io/mq/shared/version.properties";

  private Version() {}

  /** Such as {@code mqctl 1.0.0}. */
  public static String text() {
    return "mqctl " + number();
  }

  /** The bare number. */
  static String number() {
    try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
      String line = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
      return line.substring(line.indexOf('=') + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
