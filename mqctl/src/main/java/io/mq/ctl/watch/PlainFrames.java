package io.mq.ctl.watch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.utils.AttributedString;

/** Frames for where there is no screen: as plain lines, and as properties for programs. */
public final class PlainFrames {

  private static final int WIDE = 500;

  private PlainFrames() {}

  /** What there is to show now, with room for that many lines; empty once the cluster is gone. */
  public static Optional<List<String>> lines(Probe probe, int height) {
    return probe
        .moment(Optional.empty(), 0, "")
        .map(
            moment ->
                Frame.of(moment, WIDE, height).stream()
                    .map(AttributedString::toString)
                    .map(String::stripTrailing)
                    .toList());
  }

  /** The same as properties, without the nodes. */
  public static Optional<Map<String, Object>> properties(Probe probe) {
    return probe
        .moment(Optional.empty(), 0, "")
        .map(
            moment -> {
              Map<String, Object> properties = new LinkedHashMap<>();
              properties.put("cluster", moment.cluster());
              properties.put(
                  "leader",
                  moment.survey().leader().map(node -> node.id().toString()).orElse(null));
              properties.put(
                  "term", moment.survey().leader().map(node -> node.term()).orElse(null));
              properties.put("puts_per_s", Traffic.last(moment.traffic().puts()));
              properties.put("gets_per_s", Traffic.last(moment.traffic().gets()));
              return properties;
            });
  }
}
