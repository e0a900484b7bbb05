package io.mq.shared.wire;

import java.util.List;

/** The body of {@code PUT /admin/faults}: faults to add, all or none. */
public record AddFaults(List<FaultSpec> faults) {}
