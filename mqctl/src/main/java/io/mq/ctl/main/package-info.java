/**
 * Job: the program {@code mqctl}: puts the parts together and exits with the command's code.
 *
 * <p>Import rule: anything of {@code ctl}; no logic of its own.
 */
package io.mq.ctl.main;
