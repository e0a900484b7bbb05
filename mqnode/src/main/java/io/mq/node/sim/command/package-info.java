/**
 * Job: the command {@code mqnode simulate}: many seeds on a few threads, progress, summary, and
 * what is needed to replay a failure.
 *
 * <p>Import rule: the simulator and picocli; no HTTP, no files. Threads and the wall clock are
 * allowed here, and nowhere below: a single run knows neither.
 */
package io.mq.node.sim.command;
