package io.mq.ctl.cluster;

import io.mq.shared.id.NodeId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How an mqnode that runs was started, as its command line tells.
 *
 * @param config its configuration file
 * @param index which address in it is its own, from 0
 * @param data its data directory, if the command line names one
 * @param joins whether it came to a cluster that ran already
 */
record StartedNode(Path config, int index, Optional<Path> data, boolean joins) {

  private static final String MAIN_CLASS = "io.mq.node.main.MqNode";
  private static final Set<String> WITH_VALUE = Set.of("--data", "--initial");

  /**
   * Reads a command line.
   *
   * @return empty if it starts no node
   */
  static Optional<StartedNode> of(List<String> words, Path folder) {
    int main = words.indexOf(MAIN_CLASS);
    List<String> arguments =
        main >= 0 ? words.subList(main + 1, words.size()) : afterProgram(words);
    List<String> plain = new ArrayList<>();
    Optional<Path> data = Optional.empty();
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (word.startsWith("--data=")) {
        data = Optional.of(folder.resolve(word.substring("--data=".length())));
      } else if (WITH_VALUE.contains(word) && i + 1 < arguments.size()) {
        i++;
        if (word.equals("--data")) {
          data = Optional.of(folder.resolve(arguments.get(i)));
        }
      } else if (!word.startsWith("-")) {
        plain.add(word);
      }
    }
    if (plain.size() != 2 || !plain.get(1).matches("\\d{1,4}")) {
      return Optional.empty();
    }
    return Optional.of(
        new StartedNode(
            folder.resolve(plain.get(0)),
            Integer.parseInt(plain.get(1)),
            data,
            arguments.contains("--join")));
  }

  /** A launcher that has not come to its JVM yet, or another build of mqnode ($MQNODE). */
  private static List<String> afterProgram(List<String> words) {
    for (int i = 1; i < words.size(); i++) {
      if (words.get(i).endsWith("/config.json") && node(Path.of(words.get(i))).isPresent()) {
        return words.subList(i, words.size()).contains("--data")
            ? words.subList(i, words.size())
            : List.of();
      }
    }
    return List.of();
  }

  /** The folder of its cluster, if mqctl started it: {@code FOLDER/n1/config.json}. */
  Optional<Path> clusterFolder() {
    return node(config).map(_ -> config.getParent().getParent());
  }

  /** The node whose folder that is, if mqctl started it. */
  Optional<NodeId> node() {
    return node(config);
  }

  private static Optional<NodeId> node(Path config) {
    Path folder = config.getParent();
    boolean isPlace =
        config.endsWith("config.json") && folder != null && folder.getParent() != null;
    return isPlace ? NodeId.parse(folder.getFileName().toString()) : Optional.empty();
  }
}
