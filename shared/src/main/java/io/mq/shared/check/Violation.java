package io.mq.shared.check;

import io.mq.shared.history.Operation;
import java.util.List;

/**
 * A broken promise, with the evidence. Immutable.
 *
 * @param topic where it happened
 * @param explanation one sentence for people
 * @param operations those that the sentence speaks of
 * @param subHistory a small part of the history, in the order of calls, that is a violation by
 *     itself; contains {@code operations}
 */
public record Violation(
    ViolationKind kind,
    String topic,
    String explanation,
    List<Operation> operations,
    List<Operation> subHistory) {}
