/**
 * Job: runs whole clusters under one seed, in one thread and in simulated time, with faults in the
 * network, the disks, the clocks and the processes, and checks Raft's and the queue's promises
 * after every step.
 *
 * <p>Import rule: everything except HTTP ({@code api}, {@code peer}, {@code admin}, Javalin,
 * OkHttp), {@code main}, wall clocks and threads. The command that runs many seeds is one package
 * below.
 *
 * <p>The replicas are the real ones: {@code Replica}, {@code RaftCore}, {@code QueueState}, {@code
 * SegmentedLog} and the codecs. Only what stands behind the ports is simulated: {@link
 * io.mq.node.sim.SimDisk} for the disk, {@link io.mq.node.sim.SimLinks} for the network, {@link
 * io.mq.node.sim.Scheduler} for time. Same seed and same program, same run, to the byte.
 *
 * <p>A run has five parts. In the <em>safety</em> part clients work while faults strike. Then all
 * faults end, and the cluster must <em>converge</em> within a bound. Then the queues are
 * <em>drained</em>, and the whole history must be that of a FIFO queue, with each acknowledged
 * message delivered once; what was leased must come back when its lease ends, and not before. If
 * the run had cuts in one direction, the last leader is <em>heard but hears nobody</em>, and must
 * give way. At last the cluster is <em>idle</em>, and its log must not grow.
 */
package io.mq.node.sim;
