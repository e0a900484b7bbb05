/**
 * Job: why a cluster serves or does not, in sentences, from what its nodes say.
 *
 * <p>Import rule: the JDK, {@code ctl.cluster}'s pictures of nodes, {@code shared.id} and {@code
 * shared.wire}; no network, clock, picocli or JLine.
 */
package io.mq.ctl.explain;
