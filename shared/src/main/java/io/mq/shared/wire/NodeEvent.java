package io.mq.shared.wire;

/**
 * Something that happened at a node, as {@code GET /admin/events} tells it. Null where a field does
 * not apply.
 *
 * @param id grows by one from event to event, and by more across a restart of the node
 * @param at ISO 8601, UTC
 * @param type {@code role}, {@code members}, {@code fault}, {@code peer} or {@code storage}; {@code
 *     commit} only while the events are followed, and then without an id of its own (0)
 * @param text one short line for people
 * @param role FOLLOWER, PRE_CANDIDATE, CANDIDATE or LEADER
 * @param leader the leader this node then knew of
 */
public record NodeEvent(
    long id,
    String at,
    String node,
    String type,
    String text,
    String role,
    Long term,
    String leader,
    Long commitIndex) {}
