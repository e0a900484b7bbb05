/**
 * Job: TCP proxies between the nodes of a program that cannot break its own links, one for each
 * ordered pair, and the admin API on behalf of those nodes: what they say in {@code /status},
 * faults with leases, events. Runs as a process of its own, which outlives the tool.
 *
 * <p>Import rule: the JDK, {@code shared}; neither the cluster's files nor the command line.
 */
package io.mq.ctl.proxy;
