package io.mq.ctl.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.shared.check.CheckSettings;
import io.mq.shared.check.ViolationKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileVerdictTest {

  @TempDir Path folder;

  @Test
  void given_a_right_history_there_is_no_evidence_to_show() throws IOException {
    FileVerdict verdict = FileVerdict.judge(HistoryFiles.right(folder), CheckSettings.DEFAULT);

    assertTrue(verdict.line().endsWith("right.jsonl: OK 3 operations, linearizable"));
    assertEquals(List.of(), verdict.evidence());
    assertEquals("OK", verdict.asMap().get("verdict"));
    assertEquals("3 operations, linearizable", verdict.asMap().get("reason"));
  }

  @Test
  void given_a_lost_message_the_evidence_names_operations_and_the_fault_in_force()
      throws IOException {
    FileVerdict verdict = FileVerdict.judge(HistoryFiles.lost(folder), CheckSettings.DEFAULT);

    assertEquals(ViolationKind.LOST, verdict.report().violations().getFirst().kind());
    assertEquals(
        List.of(
            "c1 put m1 to orders on n1: 1.00 ms to 2.00 ms, ok",
            "c1 put m2 to orders on n1: 3.00 ms to 4.00 ms, ok",
            "c2 get from orders on n2: 5.00 ms to 6.00 ms, got m2",
            "fault in force: isolate n1 (for 2s) from 0.00 ms"),
        verdict.evidence());
  }

  @Test
  void given_a_file_that_breaks_off_it_is_judged_up_to_there() throws IOException {
    Path file = HistoryFiles.right(folder);
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() - 20));

    FileVerdict verdict = FileVerdict.judge(file, CheckSettings.DEFAULT);

    assertTrue(verdict.history().truncated());
    assertFalse(verdict.evidence().iterator().hasNext());
    assertEquals("UNDECIDED 2 operations", judgeWithMinimumThree(file));
  }

  private static String judgeWithMinimumThree(Path file) throws IOException {
    FileVerdict verdict = FileVerdict.judge(file, new CheckSettings(3, 1, 1));
    return verdict.asMap().get("verdict")
        + " "
        + (verdict.report().accounting().acknowledgedPuts()
            + verdict.report().accounting().deliveries())
        + " operations";
  }
}
