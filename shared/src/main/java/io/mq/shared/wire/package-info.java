/**
 * Job: what crosses the network between a node and the programs that talk to it: error codes, and
 * the JSON bodies as records.
 *
 * <p>Import rule: the JDK, {@code shared.id} and Jackson annotations.
 */
package io.mq.shared.wire;
