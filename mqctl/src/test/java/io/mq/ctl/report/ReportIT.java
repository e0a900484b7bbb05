package io.mq.ctl.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.chaos.RunFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The page as a person sees it, in a real browser and without a network. */
class ReportIT {

  private static final int WIDTH = 1300;
  private static final int HEIGHT = 1900;

  private static final int FAULT = 0xf97316;
  private static final int WRONG = 0xdc0000;
  private static final int LEADER = 0x1e293b;
  private static final int PUT = 0x2563eb;

  /** The fault's colour at 16% on white, where nothing else is drawn. */
  private static final int BAND = 0xfee9da;

  @TempDir Path path;

  @Test
  void the_page_needs_no_network() throws IOException {
    RunFolder folder = SampleRun.write(path, true);

    Report.write(folder);

    String page = Files.readString(folder.report());
    assertFalse(page.contains("src=\"http"), "a script from the network");
    assertFalse(page.contains("@@"), "something was not filled in");
    assertTrue(page.contains("DUPLICATE in topic q"));
    assertTrue(page.contains("mqctl chaos run -n 3 --seed 5"));
  }

  @Test
  @DisabledIfSystemProperty(named = "skipBrowser", matches = ".*")
  void the_browser_shows_the_fault_bands_the_leaders_and_the_violation() throws Exception {
    RunFolder folder = SampleRun.write(path, true);
    Report.write(folder);

    BufferedImage page = Browser.find().screenshot(folder.report(), WIDTH, HEIGHT);

    assertShows(page, "the fault's lane", FAULT, 300);
    assertShows(page, "the fault's band", BAND, 5_000);
    assertShows(page, "the violation's operations", WRONG, 500);
    assertShows(page, "the leaders", LEADER, 500);
    assertShows(page, "puts", PUT, 200);
  }

  @Test
  @DisabledIfSystemProperty(named = "skipBrowser", matches = ".*")
  void a_run_without_violation_and_faults_shows_neither() throws Exception {
    RunFolder folder = SampleRun.write(path, false);
    Report.write(folder);

    BufferedImage page = Browser.find().screenshot(folder.report(), WIDTH, HEIGHT);

    assertTrue(count(page, WRONG) < 200, "red: " + count(page, WRONG)); // The legend's square.
    assertTrue(count(page, BAND) < 50, "bands: " + count(page, BAND));
    assertShows(page, "puts", PUT, 200);
  }

  private static void assertShows(BufferedImage page, String what, int colour, int pixels) {
    int found = count(page, colour);
    assertTrue(found >= pixels, what + ": " + found + " pixels, expected " + pixels);
  }

  private static int count(BufferedImage page, int colour) {
    int count = 0;
    for (int y = 0; y < page.getHeight(); y++) {
      for (int x = 0; x < page.getWidth(); x++) {
        if (isClose(page.getRGB(x, y), colour)) {
          count++;
        }
      }
    }
    return count;
  }

  private static boolean isClose(int one, int other) {
    for (int shift = 0; shift <= 16; shift += 8) {
      if (Math.abs((one >> shift & 0xff) - (other >> shift & 0xff)) > 3) {
        return false;
      }
    }
    return true;
  }
}
