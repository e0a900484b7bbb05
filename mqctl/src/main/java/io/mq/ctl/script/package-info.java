/**
 * Job: lines of commands from a file, a pipe or a person, with the few words that only make sense
 * between commands, such as say, let, repeat and expect. Everything else is a command line.
 *
 * <p>Import rule: the JDK and {@code shared.config}; commands are run through {@code
 * CommandRunner}.
 */
package io.mq.ctl.script;
