package io.mq.node.storage;

/**
 * A place where a file does not hold what was once forced to it.
 *
 * @param file the name of the file
 * @param offset the byte where the damaged record starts
 * @param what what is wrong there, in a few words
 */
public record Damage(String file, long offset, String what) {

  /** {@code segment-0000000003.log at byte 4711: the checksum does not match}. */
  public String describe() {
    return file + " at byte " + offset + ": " + what;
  }
}
