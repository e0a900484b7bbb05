package io.mq.ctl.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether nodes find room, by the limits at which they refuse messages and stop writing. */
final class DiskSpaceCheck implements Check {

  private static final long MIB = 1L << 20;

  /** Below it a node writes nothing any more. */
  private static final long STOPS_BYTES = 16 * MIB;

  /** Below it a leader refuses messages. */
  private static final long REFUSES_BYTES = 64 * MIB;

  /** What the logs of three nodes may take, on top of that. */
  private static final long NARROW_BYTES = REFUSES_BYTES + 3 * 3 * 32 * MIB;

  @Override
  public String name() {
    return "disk space";
  }

  @Override
  public List<Finding> examine(Surroundings surroundings) {
    List<Finding> findings = new ArrayList<>();
    for (Path place : surroundings.places()) {
      try {
        findings.add(judge(place, Files.getFileStore(place).getUsableSpace()));
      } catch (IOException e) {
        findings.add(
            Finding.warning(
                name(),
                "how much room there is in " + place + " cannot be told: " + e.getMessage(),
                ""));
      }
    }
    return findings;
  }

  Finding judge(Path place, long freeBytes) {
    String found = freeBytes / MIB + " MiB are free in " + place;
    String advice = "make room there, or name another folder in XDG_STATE_HOME";
    if (freeBytes < STOPS_BYTES) {
      return Finding.problem(
          name(), found + "; with less than 16 MiB a node writes nothing any more", advice);
    }
    if (freeBytes < REFUSES_BYTES) {
      return Finding.problem(
          name(), found + "; with less than 64 MiB a leader refuses messages", advice);
    }
    if (freeBytes < NARROW_BYTES) {
      return Finding.warning(
          name(), found + "; the logs of three nodes may take 288 MiB and must leave 64", advice);
    }
    return Finding.ok(name(), found);
  }
}
