/**
 * Job: a person's session: reads lines from a terminal or a pipe and carries them out with the
 * interpreter of scripts; a command that fails ends itself, not the session.
 *
 * <p>Import rule: JLine, {@code ctl.script}, {@code ctl.complete} and the JDK; nothing of clusters.
 */
package io.mq.ctl.shell;
