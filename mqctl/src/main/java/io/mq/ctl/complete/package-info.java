/**
 * Job: what may come next on a command line, for sessions and for the shells of others: from the
 * model of the commands, and from the nodes, topics and clusters that are there.
 *
 * <p>Import rule: picocli's model, {@code ctl.cluster}, {@code shared.client} and the JDK; nothing
 * of a terminal.
 */
package io.mq.ctl.complete;
