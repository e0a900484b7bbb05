/**
 * Job: conditions on a running cluster, such as {@code leader(n3) and lag(n2) > 50}: read from
 * text, and waited for.
 *
 * <p>Import rule: the JDK, {@code shared}, {@code ctl.cluster} and {@code ctl.events}; nothing of
 * the command line.
 */
package io.mq.ctl.trigger;
