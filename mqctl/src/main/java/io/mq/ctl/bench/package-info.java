/**
 * Job: closed-loop load on a cluster, and the latencies it saw.
 *
 * <p>Import rule: the JDK, {@code shared.client} and HdrHistogram; nothing of the command line.
 */
package io.mq.ctl.bench;
