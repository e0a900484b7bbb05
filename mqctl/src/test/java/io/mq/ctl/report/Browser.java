package io.mq.ctl.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Chromium without a window, for one page. */
final class Browser {

  private static final long TIMEOUT_SECONDS = 90;
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private final Path program;

  private Browser(Path program) {
    this.program = program;
  }

  /** The one that {@code CHROMIUM} names, else the first on the PATH. */
  static Browser find() {
    String named = System.getenv("CHROMIUM");
    Optional<Path> found =
        named != null
            ? Optional.of(Path.of(named))
            : NAMES.stream()
                .flatMap(name -> folders().map(folder -> folder.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
    return new Browser(
        found.orElseThrow(
            () ->
                new AssertionError(
                    "The report is looked at in Chromium, and none is on the PATH: install it"
                        + " (Debian: apt-get install chromium), name it in CHROMIUM, or leave"
                        + " this test out with -DskipBrowser.")));
  }

  private static Stream<Path> folders() {
    return Stream.of(System.getenv("PATH").split(":")).map(Path::of);
  }

  /** What the page looks like in a window of that size. */
  BufferedImage screenshot(Path page, int width, int height)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("browser-");
    try {
      Path image = folder.resolve("page.png");
      List<String> command =
          new ArrayList<>(
              List.of(
                  program.toString(),
                  "--headless",
                  "--disable-gpu",
                  "--disable-quic",
                  "--no-first-run",
                  "--disable-background-networking",
                  "--disable-component-update",
                  "--disable-sync",
                  "--hide-scrollbars",
                  "--user-data-dir=" + folder.resolve("profile"),
                  "--window-size=" + width + "," + height,
                  "--screenshot=" + image));
      // Chromium refuses its sandbox to root, which is who tests in many containers.
      command.add("--no-sandbox");
      command.add(page.toUri().toString());
      Path log = folder.resolve("log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError("Chromium did not end: " + Files.readString(log));
      }
      if (!Files.exists(image)) {
        throw new AssertionError("Chromium made no screenshot: " + Files.readString(log));
      }
      return ImageIO.read(image.toFile());
    } finally {
      delete(folder);
    }
  }

  /** Its helpers may still be writing their last files. */
  private static void delete(Path folder) throws IOException {
    for (int tries = 0; tries < 20 && Files.exists(folder); tries++) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      } catch (UncheckedIOException e) {
        // A file went away while it was looked at; once more.
      }
    }
  }
}
