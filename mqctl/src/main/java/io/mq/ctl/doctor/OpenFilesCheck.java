package io.mq.ctl.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** How many files and connections a process may have open. */
final class OpenFilesCheck implements Check {

  /** A node has its log, its libraries, and two connections for each peer. */
  private static final long TOO_FEW = 256;

  /** Each client is one more. */
  private static final long FEW = 1_024;

  @Override
  public String name() {
    return "open files";
  }

  @Override
  public List<Finding> examine(Surroundings surroundings) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      // A JVM raises its own limit as far as it may, and nodes inherit the tool's.
      return List.of(judge(system.getMaxFileDescriptorCount()));
    }
    return List.of(Finding.warning(name(), "this system does not tell its limit", ""));
  }

  Finding judge(long limit) {
    String found = "a process may have " + limit + " files and connections open";
    if (limit < TOO_FEW) {
      return Finding.problem(
          name(), found + ", too few for a node", "raise it: ulimit -n " + FEW + " or more");
    }
    if (limit < FEW) {
      return Finding.warning(
          name(),
          found + ", so a node takes few clients at once",
          "raise it: ulimit -n " + FEW + " or more");
    }
    return Finding.ok(name(), found);
  }
}
