package io.mq.shared.fault;

/** What a fault does to the timers of a node. */
public sealed interface ClockEffect extends Effect permits ClockDrift, ClockJump {}
