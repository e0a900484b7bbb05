package io.mq.ctl.cluster;

/**
 * One process that was started, never to be confused with a later one of the same pid.
 *
 * @param startMillis since the epoch, as the operating system tells it
 */
public record ProcessIdentity(long pid, long startMillis) {}
