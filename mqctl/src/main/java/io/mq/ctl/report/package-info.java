/**
 * Job: one page for each run, to be opened without a network: operations, faults and leaders over
 * time, throughput and latency, and the violation from near.
 *
 * <p>Import rule: the JDK, {@code shared.history}, {@code shared.json}, {@code ctl.chaos}' folder
 * of a run; never the network, picocli or JLine.
 */
package io.mq.ctl.report;
