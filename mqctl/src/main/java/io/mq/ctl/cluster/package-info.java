/**
 * Job: the clusters on this machine: their files, their processes and what their nodes say. Every
 * change happens under the cluster's lock, and a process is only ever touched as the pair of pid
 * and start time that was written down when it was started (lesson 39).
 *
 * <p>Import rule: the JDK, {@code shared} and nothing of the command line or the terminal.
 */
package io.mq.ctl.cluster;
