package io.mq.ctl.cli;

import io.mq.shared.history.HistoryReader;
import io.mq.shared.history.JepsenEdn;
import io.mq.shared.history.PorcupineEvents;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mqctl chaos export FILE}: a history for another checker. */
@Command(
    name = "export",
    description = {
      "Prints a history in another checker's format: edn for Jepsen (one map a line), porcupine",
      "for Porcupine (a JSON array of its events; operations that did not happen are left out)."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl chaos export --format edn history.jsonl > history.edn"})
final class ChaosExportCommand extends Verb {

  /** The formats. */
  enum Format {
    EDN,
    PORCUPINE
  }

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "edn or porcupine.")
  Format format;

  @Parameters(paramLabel = "FILE", description = "A history (JSON Lines).")
  Path file;

  @Override
  ExitCode run() throws IOException {
    switch (format) {
      case EDN -> {
        try (InputStream in = Files.newInputStream(file);
            HistoryReader reader = new HistoryReader(in, file.toString())) {
          JepsenEdn.write(reader, out());
        }
      }
      case PORCUPINE -> PorcupineEvents.write(HistoryReader.read(file), out());
    }
    return ExitCode.OK;
  }
}
