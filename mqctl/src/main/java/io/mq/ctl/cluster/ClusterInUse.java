package io.mq.ctl.cluster;

import io.mq.shared.json.Json;
import io.mq.shared.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which cluster a person has chosen for the commands that name none, by {@code mqctl cluster use},
 * as it stands in a small file. Immutable.
 *
 * @param current empty if none was chosen, or the chosen one is gone
 * @param previous the one before, to which {@code mqctl cluster use -} goes back
 */
public record ClusterInUse(Optional<String> current, Optional<String> previous) {

  private static final ClusterInUse NONE = new ClusterInUse(Optional.empty(), Optional.empty());
  private static final String CURRENT = "current";
  private static final String PREVIOUS = "previous";

  /** With that one instead. What was chosen before is remembered, unless it is the same. */
  ClusterInUse use(String name) {
    boolean same = current.equals(Optional.of(name));
    return same ? this : new ClusterInUse(Optional.of(name), current);
  }

  /** Without the current one; the one before can still be gone back to. */
  ClusterInUse forget() {
    return new ClusterInUse(Optional.empty(), previous);
  }

  /** What the file says; nothing if there is none. */
  static ClusterInUse read(Path file) {
    try {
      JsonObject json = Json.parse(Files.readString(file));
      return new ClusterInUse(
          Optional.ofNullable(json.text(CURRENT, null)),
          Optional.ofNullable(json.text(PREVIOUS, null)));
    } catch (NoSuchFileException e) {
      return NONE;
    } catch (IOException e) {
      throw ClusterException.failed(
          file
              + " cannot be used: "
              + e.getMessage()
              + ". Remove it; it only says which is in use.");
    }
  }

  void write(Path file) {
    Map<String, Object> json = new LinkedHashMap<>();
    current.ifPresent(name -> json.put(CURRENT, name));
    previous.ifPresent(name -> json.put(PREVIOUS, name));
    ClusterFolder.writePrivately(file, Json.writePretty(json) + "\n");
  }
}
