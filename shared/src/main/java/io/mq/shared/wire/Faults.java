package io.mq.shared.wire;

import java.util.List;

/** The answer of every call on {@code /admin/faults}: the faults listed, added or lifted. */
public record Faults(List<FaultView> faults) {}
