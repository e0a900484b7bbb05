/**
 * Job: the command line: one class for each verb, one enum of exit codes, one mapper of exceptions,
 * one printer for each output format.
 *
 * <p>Import rule: picocli, {@code shared} and the services of {@code ctl}; no OkHttp and no process
 * is started here.
 */
package io.mq.ctl.cli;
