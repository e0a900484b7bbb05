package io.mq.tidy;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What each package may and may not import. A rule speaks for a package and all below it; where
 * several speak, all must hold.
 */
final class ImportRules {

  /**
   * One rule.
   *
   * @param packageName the package and its sub-packages
   * @param allowedOnly if not empty, every import must match one of these
   * @param never no import may match one of these
   */
  record Rule(String packageName, List<String> allowedOnly, List<String> never) {

    boolean speaksFor(String otherPackage) {
      return otherPackage.equals(packageName) || otherPackage.startsWith(packageName + ".");
    }

    boolean allows(String imported) {
      boolean allowed =
          allowedOnly.isEmpty() || allowedOnly.stream().anyMatch(p -> Pattern.matches(p, imported));
      return allowed && never.stream().noneMatch(p -> Pattern.matches(p, imported));
    }
  }

  /** Collections, functions and bytes: nothing that waits, reads a clock or touches the world. */
  private static final List<String> PURE =
      List.of(
          "java\\.util\\.[A-Z].*",
          "java\\.util\\.(function|stream|random|zip)\\..*",
          "java\\.nio\\.(ByteBuffer|ByteOrder|BufferUnderflowException)",
          "java\\.nio\\.(charset|charset\\.StandardCharsets)\\..*",
          "java\\.nio\\.charset\\.[A-Z].*",
          "java\\.math\\..*");

  static final List<Rule> ALL =
      List.of(
          new Rule("io.mq.shared", List.of(), List.of("io\\.mq\\.(node|ctl)\\..*")),
          new Rule("io.mq.shared.id", List.of("java\\.util\\.[A-Z].*"), List.of()),
          new Rule(
              "io.mq.shared.wire",
              List.of(
                  "java\\..*",
                  "io\\.mq\\.shared\\.(id|wire)\\..*",
                  "com\\.fasterxml\\.jackson\\.annotation\\..*"),
              List.of()),
          new Rule(
              "io.mq.shared.fault",
              List.of("java\\..*", "io\\.mq\\.shared\\.(id|json|fault)\\..*"),
              List.of()),
          new Rule("io.mq.shared.config", List.of(), List.of("okhttp3\\..*")),
          new Rule("io.mq.shared.history", List.of(), List.of("okhttp3\\..*")),
          new Rule(
              "io.mq.shared.check",
              List.of("java\\.util\\..*", "io\\.mq\\.shared\\.(id|check|history)\\..*"),
              List.of("java\\.util\\.concurrent\\..*")),
          pure("io.mq.node.raft", "io\\.mq\\.(shared\\.id|node\\.raft)\\..*"),
          pure("io.mq.node.queue", "io\\.mq\\.(shared\\.(id|wire)|node\\.queue)\\..*"),
          new Rule(
              "io.mq.node.raft.quorum", List.of(), List.of("io\\.mq\\.node\\.raft\\.[A-Z].*Core")),
          new Rule(
              "io.mq.node.storage",
              List.of(),
              List.of(
                  "io\\.mq\\.node\\.(runtime|api|peer|admin|main|sim|queue)\\..*",
                  "java\\.net\\..*",
                  "io\\.javalin\\..*",
                  "okhttp3\\..*")),
          new Rule(
              "io.mq.node.runtime",
              List.of(),
              List.of(
                  "io\\.mq\\.node\\.(api|peer|admin|main|sim)\\..*",
                  "io\\.javalin\\..*",
                  "okhttp3\\..*")),
          http("io.mq.node.api"),
          http("io.mq.node.peer"),
          http("io.mq.node.admin"),
          new Rule(
              "io.mq.node.sim",
              List.of(),
              List.of(
                  "io\\.mq\\.node\\.(api|peer|admin|main)\\..*",
                  "java\\.time\\..*",
                  "io\\.javalin\\..*",
                  "okhttp3\\..*")),
          new Rule("io.mq.ctl", List.of(), List.of("io\\.mq\\.node\\..*", "io\\.javalin\\..*")),
          new Rule("io.mq.ctl.cli", List.of(), List.of("okhttp3\\..*")),
          new Rule("io.mq.ctl.shell", List.of(), List.of("okhttp3\\..*")),
          headless("io.mq.ctl.cluster"),
          headless("io.mq.ctl.fault"),
          headless("io.mq.ctl.trigger"),
          headless("io.mq.ctl.proxy"),
          new Rule("io.mq.ctl.proxy", List.of(), List.of("io\\.mq\\.ctl\\.(?!proxy\\.).*")),
          headless("io.mq.ctl.doctor"),
          new Rule(
              "io.mq.ctl.doctor",
              List.of(
                  "java\\..*",
                  "com\\.sun\\.management\\..*",
                  "io\\.mq\\.(shared|ctl\\.(cluster|fault|doctor))\\..*"),
              List.of()),
          headless("io.mq.ctl.chaos"),
          headless("io.mq.ctl.check"),
          headless("io.mq.ctl.report"));

  private ImportRules() {}

  private static Rule pure(String packageName, String own) {
    return new Rule(
        packageName,
        java.util.stream.Stream.concat(PURE.stream(), java.util.stream.Stream.of(own)).toList(),
        List.of("java\\.util\\.(Timer|Random|Scanner|concurrent).*"));
  }

  /** The HTTP side reaches the replica through the runtime's port and never the files. */
  private static Rule http(String packageName) {
    return new Rule(
        packageName,
        List.of(),
        List.of(
            "io\\.mq\\.node\\.(storage|sim)\\..*",
            "io\\.mq\\.node\\.raft\\.(?!RaftStatus|Configuration).*",
            "java\\.nio\\.(channels|file)\\..*"));
  }

  /** Services below the command line know nothing of it. */
  private static Rule headless(String packageName) {
    return new Rule(
        packageName,
        List.of(),
        List.of("picocli\\..*", "org\\.jline\\..*", "io\\.mq\\.ctl\\.cli\\..*"));
  }
}
