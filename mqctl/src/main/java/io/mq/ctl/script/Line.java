package io.mq.ctl.script;

/**
 * One line of input.
 *
 * @param place where it comes from, such as {@code demo.mq:12}; empty for a person's
 */
public record Line(String place, String text) {}
