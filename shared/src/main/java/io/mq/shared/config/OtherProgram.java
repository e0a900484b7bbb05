package io.mq.shared.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program of another make that speaks the RRMQ API, and how its nodes are started. Immutable.
 *
 * @param command the program and its arguments, with {@code {config}}, {@code {index}}, {@code
 *     {port}}, {@code {internal_port}} and {@code {data}} where each node's own are to stand
 * @param ipPrefix what the program wants before each {@code ip} of its configuration, such as
 *     {@code http://}; usually nothing
 * @param peersDial where its nodes reach each other
 */
public record OtherProgram(List<String> command, String ipPrefix, PeerPort peersDial) {

  /** Copies the list. */
  public OtherProgram {
    command = List.copyOf(command);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("a command has at least one word");
    }
  }

  /**
   * The same with the files it names, relative to {@code folder}, by their full paths: nodes run in
   * folders of their own. The first word is looked up as a shell does unless it has a slash.
   */
  public OtherProgram at(Path folder) {
    List<String> words = new ArrayList<>();
    for (String word : command) {
      boolean isName = words.isEmpty() && !word.contains("/");
      Path file = folder.resolve(word).toAbsolutePath().normalize();
      boolean isFile = !isName && !word.isEmpty() && !word.contains("{") && Files.exists(file);
      words.add(isFile ? file.toString() : word);
    }
    return new OtherProgram(words, ipPrefix, peersDial);
  }

  /** The command with the values of one node in the places of their names. */
  public List<String> command(Map<String, String> values) {
    List<String> words = new ArrayList<>();
    for (String word : command) {
      String filled = word;
      for (Map.Entry<String, String> value : values.entrySet()) {
        filled = filled.replace("{" + value.getKey() + "}", value.getValue());
      }
      words.add(filled);
    }
    return words;
  }
}
