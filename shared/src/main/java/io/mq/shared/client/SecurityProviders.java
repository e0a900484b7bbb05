package io.mq.shared.client;

import java.security.Security;
import java.util.Set;

/**
 * Leaves the JVM the cryptography that these programs use, random numbers, digests and MACs. OkHttp
 * asks once for the first of all providers, and to answer the JVM loads every one of them, smart
 * cards and Kerberos too, which takes a program that has just started a twentieth of a second.
 * Stateless.
 */
public final class SecurityProviders {

  private static final Set<String> USED = Set.of("SUN", "SunJCE");
  private static final String PREFIX = "security.provider.";

  private SecurityProviders() {}

  /** To be called first of all in a program: later the JVM has read its list. */
  public static void keepThoseUsed() {
    for (int i = 1; Security.getProperty(PREFIX + i) != null; i++) {
      if (!USED.contains(Security.getProperty(PREFIX + i))) {
        // None can be taken away, but one that is there already does not count.
        Security.setProperty(PREFIX + i, "SUN");
      }
    }
  }
}
