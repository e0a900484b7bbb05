package io.mq.ctl.shell;

/**
 * What a session's prompt says.
 *
 * @param text without the sign at its end
 * @param alarming whether nobody leads, so that little will work
 */
public record Prompt(String text, boolean alarming) {}
