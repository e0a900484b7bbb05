/**
 * Job: the live view of a cluster: gathers what the nodes say, words it as frames, shows those on a
 * terminal and takes keys. What a frame shows is a pure function of a {@link Moment}.
 *
 * <p>Import rule: JLine, the services of {@code ctl} and the JDK; never picocli.
 */
package io.mq.ctl.watch;
