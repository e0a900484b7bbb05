/**
 * Job: keeps what a replica must never lose (log, vote, snapshots) in one directory, and says
 * exactly what a crash or a damaged disk has left of it.
 *
 * <p>Import rule: the JDK, {@code io.mq.shared.id} and the records of {@code io.mq.node.raft};
 * never HTTP, threads or clocks. Only {@code FileDisk} touches real files; everything else goes
 * through the ports {@code Disk} and {@code DiskFile}, so that the simulator runs the same code.
 */
package io.mq.node.storage;
