package io.mq.shared.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What one node has otherwise than the rest of its cluster. Immutable.
 *
 * @param heap the largest heap, such as 512m
 * @param jvmOptions flags for its JVM, behind those of the cluster
 * @param data the folder where it keeps its data
 */
public record NodeOverrides(
    Optional<NodeTiming> timing,
    Optional<String> heap,
    List<String> jvmOptions,
    Optional<String> data) {

  /** Nothing. */
  public static final NodeOverrides NONE =
      new NodeOverrides(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

  /** Copies the list. */
  public NodeOverrides {
    jvmOptions = List.copyOf(jvmOptions);
  }

  /** The same, with a folder that is relative looked for in {@code base}. */
  NodeOverrides at(Path base) {
    return new NodeOverrides(
        timing, heap, jvmOptions, data.map(each -> base.resolve(each).normalize().toString()));
  }
}
