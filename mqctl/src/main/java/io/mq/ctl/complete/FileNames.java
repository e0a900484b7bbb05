package io.mq.ctl.complete;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** Files by the beginning of their name, as a person writes it. */
final class FileNames {

  private static final int MOST = 500;

  private FileNames() {}

  /** Those that start so, folders with a slash at the end; hidden ones only if asked for. */
  static List<String> starting(String start) {
    int slash = start.lastIndexOf('/');
    String folder = start.substring(0, slash + 1);
    String name = start.substring(slash + 1);
    TreeSet<String> found = new TreeSet<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(Path.of(folder.isEmpty() ? "." : folder))) {
      for (Path file : files) {
        String own = file.getFileName().toString();
        boolean shown = !own.startsWith(".") || name.startsWith(".");
        if (own.startsWith(name) && shown && found.size() < MOST) {
          found.add(folder + own + (Files.isDirectory(file) ? "/" : ""));
        }
      }
    } catch (IOException | InvalidPathException e) {
      // No such folder: then nothing in it starts so.
      return List.of();
    }
    return List.copyOf(found);
  }
}
