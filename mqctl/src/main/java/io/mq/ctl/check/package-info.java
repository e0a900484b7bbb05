/**
 * Job: turns history files into verdicts that people and programs can read.
 *
 * <p>Import rule: the JDK, {@code shared.history} and {@code shared.check}, which does the judging.
 */
package io.mq.ctl.check;
