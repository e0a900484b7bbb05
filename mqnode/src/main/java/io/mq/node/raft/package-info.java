/**
 * Job: Raft as a pure state machine: {@link io.mq.node.raft.RaftCore#step} takes an {@link
 * io.mq.node.raft.Input} and answers with an {@link io.mq.node.raft.Output}.
 *
 * <p>Import rule: pure JDK collections and {@code shared.id}, and the packages {@code quorum} and
 * {@code progress} below; never threads, clocks, I/O, logging, JSON, or the queue.
 *
 * <h2>The contract of an Output, in order</h2>
 *
 * <ol>
 *   <li><b>Carry out {@code restore}</b>, if there is one: the snapshot, durable already, takes the
 *       place of log and state; what was being written of the old log is void. At a start, a log
 *       that does not hold the snapshot's last entry with the snapshot's term is dropped likewise.
 *       <i>Prevents:</i> entries of the old log coming back behind a snapshot they contradict
 *       (lesson 22).
 *   <li><b>Hand {@code write} to the disk</b>, one write after the other, and report {@link
 *       io.mq.node.raft.Input.Persisted} when it is forced. Term, vote and entries of one write
 *       become durable together or in that order. <i>Prevents:</i> entries on disk whose term the
 *       node does not remember, after which it could vote in that term a second time.
 *   <li><b>Send {@code sendNow}</b> without waiting. These promise nothing about this disk: a
 *       leader's appends (its own copy counts only once forced), pre-votes, refusals. <i>Gains:</i>
 *       the leader's force runs beside those of its followers. Start sending the newest snapshot to
 *       the nodes in {@code sendSnapshot}, beside everything else, and report the end, good or bad;
 *       until then that follower gets heartbeats only.
 *   <li><b>Send {@code sendAfterPersist} when every write handed out so far is forced</b>, at once
 *       if there is none. <i>Prevents:</i> a granted vote that is forgotten in a crash and granted
 *       to somebody else in the same term (two leaders); an acknowledged entry that is gone after a
 *       crash although the leader counted it (a committed message lost). A crash before the force
 *       must lose these messages too.
 *   <li><b>Apply {@code committed}</b>, in order. It need not wait for the force: a quorum has the
 *       entries on disk.
 *   <li><b>Answer {@code proposal}, {@code reads}, {@code admin}</b>; a read only after everything
 *       up to its index is applied. <i>Prevents:</i> a read that misses a write acknowledged before
 *       it began.
 * </ol>
 *
 * <p>Inputs are stepped one at a time, and an Output is carried out before the next step. A client
 * whose proposal was appended learns the outcome from {@code committed}; if another term's entry
 * appears at its index, it was not done; if this node stops leading first, the outcome is unknown.
 *
 * <h2>Where to find what</h2>
 *
 * {@code RaftCore} sorts messages by term and role; {@code Election}, {@code Replication} (leader)
 * and {@code Appending} (follower) do the work on a shared {@code ReplicaState}; {@code Rules}
 * holds each decision that safety rests on; {@code Durability} knows what is on disk; {@code
 * Repair} says how a node comes back whose disk has lost something, and why that is safe; {@code
 * Membership} and {@code Configurations} who belongs to the cluster.
 */
package io.mq.node.raft;
