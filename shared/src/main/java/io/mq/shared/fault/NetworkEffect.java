package io.mq.shared.fault;

/** What a fault does to the messages from one node to another. */
public sealed interface NetworkEffect extends Effect
    permits Block, Delay, Drop, Duplicate, Reorder, Bandwidth, Reset {}
