package io.mq.ctl.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * This user's processes, as {@code /proc} shows them; where there is no {@code /proc} nothing can
 * be told. Stateless.
 */
public final class ProcessTable {

  private static final Path PROC = Path.of("/proc");
  private static final String DELETED = " (deleted)";

  private ProcessTable() {}

  /** Whether this system tells. */
  public static boolean isAvailable() {
    return Files.exists(PROC.resolve("self/cmdline"));
  }

  /** All processes of this user but this one. */
  public static List<OwnProcess> own() {
    if (!isAvailable()) {
      return List.of();
    }
    List<OwnProcess> found = new ArrayList<>();
    long self = ProcessHandle.current().pid();
    try (Stream<Path> entries = Files.list(PROC)) {
      Object user = Files.getAttribute(PROC.resolve("self"), "unix:uid");
      for (Path entry : entries.toList()) {
        String name = entry.getFileName().toString();
        if (name.matches("\\d+") && Long.parseLong(name) != self && isOf(entry, user)) {
          look(Long.parseLong(name)).ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      throw ClusterException.failed("cannot list processes: " + e.getMessage() + ".");
    }
    return found;
  }

  private static boolean isOf(Path entry, Object user) {
    try {
      return user.equals(Files.getAttribute(entry, "unix:uid"));
    } catch (IOException e) {
      // It has ended since.
      return false;
    }
  }

  /** One process; empty if it is gone, or a stranger's, or not to be seen on this system. */
  static Optional<OwnProcess> look(long pid) {
    try {
      List<String> words = words(PROC.resolve(pid + "/cmdline"));
      Optional<ProcessHandle> handle = ProcessHandle.of(pid);
      Optional<ProcessIdentity> identity = handle.flatMap(Processes::identify);
      if (words.isEmpty() || identity.isEmpty()) {
        return Optional.empty();
      }
      String folder = Files.readSymbolicLink(PROC.resolve(pid + "/cwd")).toString();
      return Optional.of(
          new OwnProcess(
              identity.get(),
              handle.flatMap(ProcessHandle::parent).map(ProcessHandle::pid).orElse(0L),
              words,
              Path.of(
                  folder.endsWith(DELETED)
                      ? folder.substring(0, folder.length() - DELETED.length())
                      : folder)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The variables that a process was started with.
   *
   * @throws IOException if it is gone or does not let us look
   */
  static Map<String, String> environment(long pid) throws IOException {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String variable : words(PROC.resolve(pid + "/environ"))) {
      int end = variable.indexOf('=');
      if (end > 0) {
        variables.put(variable.substring(0, end), variable.substring(end + 1));
      }
    }
    return variables;
  }

  private static List<String> words(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return text.isEmpty() ? List.of() : Arrays.asList(text.split("\0"));
  }
}
