/**
 * Job: breaks a cluster while clients use it, writes down everything that happens, and says what it
 * proves. One class for each fault; a run leaves one folder.
 *
 * <p>Import rule: the JDK, {@code shared}, {@code ctl.cluster}, {@code ctl.fault}, {@code
 * ctl.events}, {@code ctl.trigger} and {@code ctl.check}; never picocli, JLine or OkHttp.
 *
 * <p>The parts: {@link io.mq.ctl.chaos.Schedule} says which fault comes when, {@link
 * io.mq.ctl.chaos.Nemesis} carries it out, {@link io.mq.ctl.chaos.Roster} knows who belongs to the
 * cluster meanwhile, {@link io.mq.ctl.chaos.Workload} is the clients, {@link
 * io.mq.ctl.chaos.Monitor} listens to the nodes, and {@link io.mq.ctl.chaos.ChaosRun} puts them
 * together and leaves a {@link io.mq.ctl.chaos.RunFolder}.
 */
package io.mq.ctl.chaos;
