package io.mq.ctl.report;

import io.mq.ctl.chaos.RunFolder;
import io.mq.shared.history.HistoryHeader;
import io.mq.shared.history.HistoryRecorder;
import io.mq.shared.history.HistoryWriter;
import io.mq.shared.history.OperationKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of a run of ten seconds, made up. */
final class SampleRun {

  private static final long SECOND = 1_000_000_000;

  private SampleRun() {}

  /**
   * Writes one.
   *
   * @param wrong whether a fault from second 4 to 6 has a message delivered twice
   */
  static RunFolder write(Path path, boolean wrong) throws IOException {
    RunFolder folder = new RunFolder(path);
    long first = -1;
    long second = -1;
    try (HistoryWriter writer =
        new HistoryWriter(Files.newOutputStream(folder.history()), HistoryHeader.ofSeed(5))) {
      HistoryRecorder recorder = new HistoryRecorder(writer);
      long fault = -1;
      for (int i = 0; i < 100; i++) {
        long time = i * SECOND / 10;
        if (wrong && i == 40) {
          fault = recorder.beginFault(time, "pause", "paused", "n1");
        }
        if (wrong && i == 60) {
          recorder.endFault(time, fault, "pause", "over", "n1");
        }
        put(recorder, time, "m" + i);
        long op = get(recorder, time + SECOND / 20, "m" + i);
        if (wrong && i == 50) {
          first = op;
          second = get(recorder, time + SECOND / 15, "m" + i);
        }
      }
    }
    Files.writeString(
        folder.events(),
        """
        {"events":1,"nodes":["n1","n2","n3"]}
        {"time":-5,"type":"role","node":"n1","role":"LEADER","term":3}
        {"time":4100000000,"type":"state","node":"n1","condition":"paused"}
        {"time":4500000000,"type":"role","node":"n2","role":"LEADER","term":4}
        {"time":6100000000,"type":"state","node":"n1","condition":"up","role":"FOLLOWER"}
        """);
    Files.writeString(folder.schedule(), "seed: 5\nduration: 10s\nfaults: []\n");
    Files.writeString(folder.verdict(), wrong ? convicted(first, second) : SOUND);
    return folder;
  }

  private static final String SOUND = "{\"verdict\":\"OK\",\"reason\":\"all is well\"}";

  private static String convicted(long first, long second) {
    return """
    {"verdict":"VIOLATION","reason":"DUPLICATE in topic q: m50 came out twice",
     "evidence":["c2 get from q: got m50","c2 get from q: got m50"],
     "violations":[{"kind":"DUPLICATE","ops":[%d,%d],"sub_history":[%d,%d,%d]}],
     "run":{"command":"mqctl chaos run -n 3 --seed 5"}}
    """
        .formatted(first, second, first - 1, first, second);
  }

  private static void put(HistoryRecorder recorder, long time, String value) {
    long op = recorder.invoke(time, "c1", OperationKind.ENQUEUE, "q", value);
    recorder.ok(time + SECOND / 50, op, value, "n1", 200);
  }

  private static long get(HistoryRecorder recorder, long time, String value) {
    long op = recorder.invoke(time, "c2", OperationKind.DEQUEUE, "q", null);
    recorder.ok(time + SECOND / 60, op, value, "n1", 200);
    return op;
  }
}
