package io.mq.shared.client;

/**
 * One topic's figures; all but the name are -1 where a node of another kind does not tell them.
 *
 * @param ready messages that wait to be taken
 * @param leased messages handed out and not yet acknowledged
 * @param nextMessageId the id of the next message put
 * @param bytes of all messages
 */
public record TopicInfo(String topic, long ready, long leased, long nextMessageId, long bytes) {}
