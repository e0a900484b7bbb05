package io.mq.ctl.chaos;

import io.mq.shared.config.ConfigException;
import io.mq.shared.config.Durations;
import io.mq.shared.config.Located;
import io.mq.shared.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A schedule as a YAML file.
 *
 * <pre>
 * seed: 7
 * duration: 60s
 * faults:
 *   - at: 5s
 *     kind: partition
 *     nodes: minority | rest
 *     for: 3s
 *   - when: leader(n3) and lag(n2) > 50
 *     kind: one-way
 *     nodes: n3
 *     direction: out
 *     for: 2s
 * </pre>
 *
 * {@code at} is 0s if left out, {@code for} too; {@code nodes} is what commands take as NODE. Any
 * other field is a setting of the kind.
 */
public final class ScheduleFile {

  private static final Set<String> KNOWN = Set.of("seed", "duration", "faults");
  private static final Set<String> KNOWN_OF_FAULT = Set.of("at", "when", "kind", "nodes", "for");

  private ScheduleFile() {}

  /**
   * Reads a file.
   *
   * @throws ConfigException if it cannot be read or is no schedule
   */
  public static Schedule read(Path file) throws ConfigException {
    try {
      return parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new ConfigException("schedule " + file + " does not exist");
    } catch (IOException e) {
      throw new ConfigException("schedule " + file + " cannot be read: " + e.getMessage());
    } catch (ConfigException e) {
      throw new ConfigException(file + ", " + e.getMessage());
    }
  }

  /**
   * Reads the text of a file.
   *
   * @throws ConfigException if it is no schedule
   */
  public static Schedule parse(String text) throws ConfigException {
    Located root = Located.parse(text, false, "at least the field duration is needed");
    for (Map.Entry<String, Located> field : root.fields().entrySet()) {
      if (!KNOWN.contains(field.getKey())) {
        throw field.getValue().wrong("one of the fields seed, duration and faults was expected");
      }
    }
    Optional<Located> seed = root.field("seed");
    if (seed.isPresent() && !(seed.get().value() instanceof Long)) {
      throw seed.get().wrong("a whole number was expected");
    }
    Located duration =
        root.field("duration").orElseThrow(() -> root.wrong("the field duration is needed"));
    List<PlannedFault> faults = new ArrayList<>();
    Optional<Located> list = root.field("faults");
    if (list.isPresent()) {
      for (Located each : list.get().elements()) {
        faults.add(fault(each));
      }
    }
    return new Schedule(
        seed.isPresent() ? OptionalLong.of((Long) seed.get().value()) : OptionalLong.empty(),
        millis(duration),
        faults);
  }

  private static PlannedFault fault(Located fault) throws ConfigException {
    Located kind = fault.field("kind").orElseThrow(() -> fault.wrong("the field kind is needed"));
    if (!FaultKinds.words().contains(kind.text())) {
      throw kind.wrong("one of " + String.join(", ", FaultKinds.words()) + " was expected");
    }
    Optional<Located> nodes = fault.field("nodes");
    Optional<Located> when = fault.field("when");
    Map<String, String> settings = new LinkedHashMap<>();
    for (Map.Entry<String, Located> field : fault.fields().entrySet()) {
      if (!KNOWN_OF_FAULT.contains(field.getKey()) && field.getValue().value() != null) {
        settings.put(field.getKey(), text(field.getValue().value()));
      }
    }
    return new PlannedFault(
        millis(fault, "at"),
        when.isPresent() ? Optional.of(trigger(when.get())) : Optional.empty(),
        kind.text(),
        nodes.isPresent() ? nodes.get().text() : "random",
        settings,
        millis(fault, "for"));
  }

  /** A list is its words, as everywhere else. */
  private static String text(Object value) {
    return switch (value) {
      case List<?> list -> list.stream().map(ScheduleFile::text).collect(Collectors.joining(" "));
      case Located element -> text(element.value());
      default -> value.toString();
    };
  }

  private static Trigger trigger(Located when) throws ConfigException {
    try {
      return Trigger.parse(when.text());
    } catch (ConfigException e) {
      throw new ConfigException(when.place() + e.getMessage());
    }
  }

  private static long millis(Located fault, String field) throws ConfigException {
    Optional<Located> found = fault.field(field);
    return found.isPresent() ? millis(found.get()) : 0;
  }

  private static long millis(Located time) throws ConfigException {
    try {
      return Durations.parseMillis(time.text());
    } catch (ConfigException e) {
      throw new ConfigException(time.place() + e.getMessage());
    }
  }

  /** The schedule as such a file. */
  public static String write(Schedule schedule) {
    StringBuilder text = new StringBuilder();
    schedule.seed().ifPresent(seed -> text.append("seed: ").append(seed).append('\n'));
    text.append("duration: ").append(time(schedule.durationMillis())).append('\n');
    text.append(schedule.faults().isEmpty() ? "faults: []\n" : "faults:\n");
    for (PlannedFault fault : schedule.faults()) {
      text.append("  - at: ").append(time(fault.atMillis())).append('\n');
      fault.trigger().ifPresent(trigger -> field(text, "when", trigger.text()));
      text.append("    kind: ").append(fault.kind()).append('\n');
      field(text, "nodes", fault.nodes());
      fault.settings().forEach((name, value) -> field(text, name, value));
      if (fault.forMillis() > 0) {
        text.append("    for: ").append(time(fault.forMillis())).append('\n');
      }
    }
    return text.toString();
  }

  /** A JSON text is a YAML text too. */
  private static void field(StringBuilder text, String name, String value) {
    text.append("    ").append(name).append(": ").append(Json.write(value)).append('\n');
  }

  private static String time(long millis) {
    return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
  }
}
