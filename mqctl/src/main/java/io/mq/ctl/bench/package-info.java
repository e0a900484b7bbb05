/**
 * Job: closed-loop load on a cluster, and what it measured.
 *
 * <p>Import rule: the JDK, HdrHistogram and {@code shared.client}; never picocli or JLine.
 */
package io.mq.ctl.bench;
