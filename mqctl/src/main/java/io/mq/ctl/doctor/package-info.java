/**
 * Job: whether this machine and the clusters on it are in order: one class for each check, which
 * looks, and then judges what it saw in a function of its own without side effects. Nothing is
 * mended here.
 *
 * <p>Import rule: the JDK, {@code shared}, {@code ctl.cluster} and {@code ctl.fault}; no command
 * line, terminal or OkHttp.
 */
package io.mq.ctl.doctor;
