package io.mq.ctl.report;

import io.mq.ctl.chaos.RunFolder;
import io.mq.shared.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/**
 * Writes {@code report.html}: one file with its data, its script and the plotting library in it.
 */
public final class Report {

  private static final String LIBRARY = "/META-INF/mqctl/echarts.min.js";

  private Report() {}

  /**
   * Writes the report of a run from what lies in its folder.
   *
   * @throws IOException if that cannot be read, or the report not written
   */
  public static void write(RunFolder folder) throws IOException {
    ReportData data = ReportData.read(folder);
    String page =
        resource("report.html")
            .replace("@@TITLE@@", html(data.title()))
            .replace("@@STYLE@@", resource("report.css"))
            // Inside a script element, "</" alone could end it.
            .replace("@@DATA@@", Json.write(data.asMap()).replace("</", "<\\/"))
            .replace("@@SCRIPT@@", resource("report.js"))
            .replace("@@LIBRARY@@", resource(LIBRARY));
    Files.writeString(folder.report(), page);
  }

  private static String html(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Report.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("this program lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
