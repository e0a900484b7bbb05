/**
 * Job: faults as values: what each does, to whom, for how long, and its JSON form, for the nodes
 * that bring them on themselves and for the tools that ask for them. Nothing here acts.
 *
 * <p>Import rule: the JDK, {@code shared.id} and {@code shared.json}.
 */
package io.mq.shared.fault;
