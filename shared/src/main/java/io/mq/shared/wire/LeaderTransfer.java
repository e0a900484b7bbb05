package io.mq.shared.wire;

/**
 * The body of {@code POST /admin/transfer} and of its answer.
 *
 * @param target who is to lead, such as {@code n2}; null leaves the choice to the leader
 */
public record LeaderTransfer(String target) {}
