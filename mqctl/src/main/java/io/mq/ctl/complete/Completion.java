package io.mq.ctl.complete;

/**
 * One word that may stand next.
 *
 * @param word the whole word
 * @param description a few words about it, or empty
 * @param whole whether a space follows; not so behind {@code --option=}
 */
public record Completion(String word, String description, boolean whole) {

  static Completion of(String word, String description) {
    return new Completion(word, description, true);
  }
}
