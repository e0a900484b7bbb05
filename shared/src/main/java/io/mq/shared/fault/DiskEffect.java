package io.mq.shared.fault;

/** What a fault does to a node's own data directory. */
public sealed interface DiskEffect extends Effect
    permits SlowForce, FailForce, FullDisk, BitFlip, TornTail {}
