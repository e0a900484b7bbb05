/**
 * Job: network faults as people ask for them, turned into what each node is to do, and handed to
 * the nodes, which lift them alone when the lease ends (lesson 37).
 *
 * <p>Import rule: the JDK, {@code shared} and {@code ctl.cluster}; nothing of the command line.
 */
package io.mq.ctl.fault;
