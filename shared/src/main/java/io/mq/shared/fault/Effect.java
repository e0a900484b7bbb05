package io.mq.shared.fault;

import java.util.Map;

/** What a fault does. One immutable record per effect. */
public sealed interface Effect permits NetworkEffect, DiskEffect, ClockEffect {

  /** The word for it in the API, in schedules and on the command line. */
  String word();

  /** Its parameters by their names in JSON; empty if it has none. */
  Map<String, Object> parameters();

  /** Whether chance has a part in it, so that a seed makes a difference. */
  boolean isRandom();

  /** The short form for people, such as {@code drop 10%}. */
  String describe();
}
